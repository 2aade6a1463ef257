#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace tapscope {

/// What kind of trouble an Error is, for code that must react to it; people read Error::text().
enum class ErrorKind {
    System,       ///< none of the kinds below; Error::code has the errno
    Busy,         ///< in use by somebody else
    NotPermitted, ///< a right is missing
    NotFound,     ///< no such device, file, plugin, field
    NameTaken,    ///< something of that name exists already
    OutOfRange,   ///< a number outside what the system or a format takes
    Invalid,      ///< input that does not parse or does not make sense
    Damaged,      ///< a file or message that breaks its own format
    NoSpace,      ///< the disk, a buffer or a table is full
    Unsupported,  ///< this system, build or device cannot do it
    Cancelled,    ///< the user asked to stop
    Ended,        ///< the file, pipe or peer has come to its end
    Gone,         ///< the device is gone; one of that name may come again
};

/// A failure, as a value, with all that its reader needs: "<action> <object>: <reason>. <hint>".
///
/// It is made where the cause is known and travels up unchanged in a Result; the program's edge decides how to show it.
struct Error {
    ErrorKind kind = ErrorKind::System;
    int code = 0;       ///< errno, 0 where no system call failed
    std::string action; ///< what was being done: "set the MTU of"
    std::string object; ///< on what: "tap0", "trace.pcapng"
    std::string reason; ///< the system's or our reason: "Device or resource busy"
    std::string hint;   ///< what the user can do, may be empty: "Stop qemu-system-x86 (pid 4711) first"

    /// One line of printable text (printable_text.h): "Cannot set the MTU of tap0: Invalid argument. It takes 68 to
    /// 65521."
    [[nodiscard]] std::string text() const;
};

template <typename T>
using Result = std::expected<T, Error>;

/// An Error from errno: kind and reason follow from `code` (errno(3)).
[[nodiscard]] std::unexpected<Error> systemError(int code, std::string_view action, std::string_view object,
                                                 std::string_view hint = {});

/// An Error of our own finding, where no system call failed.
[[nodiscard]] std::unexpected<Error> failure(ErrorKind kind, std::string_view action, std::string_view object,
                                             std::string_view reason, std::string_view hint = {});

} // namespace tapscope
