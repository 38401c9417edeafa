// Linked with one component whole and its declared dependencies only: a call that goes anywhere
// else in the house does not link.
int main() { return 0; }
