#include "ending.h"

#include "output.h"

#include <unistd.h>

#include <exception>
#include <new>
#include <system_error>

namespace tapscope::cli {
namespace {

/// Allocates nothing.
[[noreturn]] void tellAndEnd() noexcept {
    try {
        if (const auto fault = std::current_exception())
            std::rethrow_exception(fault);
        complain("ended by a fault of its own");
    } catch (const std::bad_alloc&) {
        complain("ended: memory is short (see ulimit -v)");
    } catch (const std::system_error& error) {
        complain(error.code() == std::errc::resource_unavailable_try_again
                     ? "ended: no thread can be started (see ulimit -u)"
                     : error.what());
    } catch (const std::exception& error) {
        complain(error.what());
    } catch (...) {
        complain("ended by a fault of its own");
    }
    _exit(1);
}

} // namespace

void endWithOneLine() noexcept {
    std::set_terminate(tellAndEnd);
}

} // namespace tapscope::cli
