#include "counting_new.hpp"

#include <cstdlib>
#include <new>

namespace yidi::policies {
namespace {

bool counting = false;
std::size_t allocations = 0;

}  // namespace

void start_counting() {
    allocations = 0;
    counting = true;
}

std::size_t stop_counting() {
    counting = false;
    return allocations;
}

}  // namespace yidi::policies

// Replaced for the whole test program; the array and nothrow forms call these.
void* operator new(std::size_t size) {
    if (yidi::policies::counting) ++yidi::policies::allocations;
    if (void* memory = std::malloc(size)) return memory;
    std::abort();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
