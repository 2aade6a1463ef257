#include <net/bsd/system_tables.h>
#include <net/bsd/this_system.h>

namespace tapscope::bsd {

Kernel thisKernel() noexcept {
    return {traitsOf(thisSystem), Syscalls::real()};
}

} // namespace tapscope::bsd
