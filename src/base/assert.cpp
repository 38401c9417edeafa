#include "base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace yidi {

void defect(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "yidi: defect at %s:%d: %s does not hold; stopping before anything is "
                 "committed\n", file, line, condition);
    std::abort();
}

}  // namespace yidi
