#include "limits/memory_room.h"

#include <base/last_words.h>
#include <base/printable_text.h>

#include <unistd.h>

#include <exception>
#include <new>
#include <string_view>
#include <system_error>

namespace tapscope {
namespace {

const char* programName = ""; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): a handler gets no object

/// Does not allocate.
void say(std::string_view text) noexcept {
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

void sayPrintable(std::string_view text) {
    say(printable(text));
}

[[noreturn]] void tellAndEnd() noexcept {
    say(programName);
    say(": ");
    try {
        if (const auto fault = std::current_exception())
            std::rethrow_exception(fault);
        say("ended by an internal error");
    } catch (const std::bad_alloc&) {
        say("ended: out of memory (see ulimit -v)");
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::resource_unavailable_try_again)
            say(hasRoomForThread() ? "ended: no thread can be started (see ulimit -u)"
                                   : "ended: memory is short, no thread can be started (see ulimit -v)");
        else
            sayPrintable(error.what());
    } catch (const std::exception& error) {
        sayPrintable(error.what());
    } catch (...) {
        say("ended by an internal error");
    }
    say("\n");
    _exit(1);
}

} // namespace

void endWithOneLine(const char* program) noexcept {
    programName = program;
    std::set_terminate(tellAndEnd);
}

} // namespace tapscope
