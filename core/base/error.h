#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace tapscope {

/// The kind of an Error, for code that reacts to it. People read Error::text().
enum class ErrorKind {
    System,       ///< none of the kinds below; Error::code has the errno
    Busy,         ///< in use by another program or person
    NotPermitted, ///< a permission is missing
    NotFound,     ///< no such device, file, plugin, field
    NameTaken,    ///< the name exists already
    OutOfRange,   ///< a number outside the range that the system or a format allows
    Invalid,      ///< input that cannot be parsed or makes no sense
    Damaged,      ///< a file or message that violates its own format
    NoSpace,      ///< the disk, a buffer or a table is full
    Unsupported,  ///< this system, build or device cannot do it
    Cancelled,    ///< the user asked to stop
    Ended,        ///< the file, pipe or peer has ended
    Gone,         ///< the device no longer exists; another one with its name may appear
};

/// A failure as a value, with everything that its reader needs to know: "<action> <object>: <reason>. <hint>".
///
/// It is created where the cause is known and travels up unchanged in a Result. The program's edge decides how to show
/// it.
struct Error {
    ErrorKind kind = ErrorKind::System;
    int code = 0;       ///< errno, or 0 if no system call failed
    std::string action; ///< what was being done: "set the MTU of"
    std::string object; ///< the object of the action: "tap0", "trace.pcapng"
    std::string reason; ///< the system's reason or ours: "Device or resource busy"
    std::string hint;   ///< what the user can do: "Stop qemu-system-x86 (pid 4711) first"; may be empty

    /// One line of printable text (printable_text.h): "Cannot set the MTU of tap0: Invalid argument. It takes 68 to
    /// 65521."
    [[nodiscard]] std::string text() const;
};

template <typename T>
using Result = std::expected<T, Error>;

/// Makes an Error from errno: `code` determines its kind and reason (errno(3)).
[[nodiscard]] std::unexpected<Error> systemError(int code, std::string_view action, std::string_view object,
                                                 std::string_view hint = {});

/// Makes an Error for a failure that we found ourselves, without a failed system call.
[[nodiscard]] std::unexpected<Error> failure(ErrorKind kind, std::string_view action, std::string_view object,
                                             std::string_view reason, std::string_view hint = {});

} // namespace tapscope
