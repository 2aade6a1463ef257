#include "limits/memory_room.h"

#include <base/error.h>
#include <base/printable_text.h>

#include <cerrno>
#include <system_error>

namespace tapscope {
namespace {

ErrorKind kindOf(int code) {
    switch (code) {
    case EBUSY:
    case EADDRINUSE:
        return ErrorKind::Busy;
    case EPERM:
    case EACCES:
        return ErrorKind::NotPermitted;
    case ENOENT:
    case ENODEV:
    case ENXIO:
    case EADDRNOTAVAIL:
        return ErrorKind::NotFound;
    case EEXIST:
        return ErrorKind::NameTaken;
    case ERANGE:
        return ErrorKind::OutOfRange;
    case EINVAL:
        return ErrorKind::Invalid;
    case ENOSPC:
    case EDQUOT:
    case ENOBUFS:
        return ErrorKind::NoSpace;
    case EOPNOTSUPP:
    case ENOSYS:
        return ErrorKind::Unsupported;
    case ECANCELED:
        return ErrorKind::Cancelled;
#ifdef EBADFD // Linux
    case EBADFD:
#endif
    case EPIPE:
    case ENETDOWN:
        return ErrorKind::Ended;
    default:
        return ErrorKind::System;
    }
}

} // namespace

std::string Error::text() const {
    std::string line = "Cannot " + action;
    if (!object.empty())
        line += " " + object;
    if (!reason.empty())
        line += ": " + reason;
    if (!line.ends_with('.'))
        line += '.';
    if (!hint.empty())
        line += " " + hint + (hint.ends_with('.') || hint.ends_with('?') ? "" : ".");
    return printable(line); // names of files and devices may contain any bytes
}

std::unexpected<Error> systemError(int code, std::string_view action, std::string_view object, std::string_view hint) {
    if (code == EAGAIN && !hasRoomForThread())
        code = ENOMEM;
    if (code == ENOMEM && hint.empty() && isMemoryLimited())
        hint = "The memory of this process is limited (see ulimit -v)";
    return std::unexpected(Error{kindOf(code), code, std::string(action), std::string(object),
                                 std::system_category().message(code), std::string(hint)});
}

std::unexpected<Error> failure(ErrorKind kind, std::string_view action, std::string_view object,
                               std::string_view reason, std::string_view hint) {
    return std::unexpected(
        Error{kind, 0, std::string(action), std::string(object), std::string(reason), std::string(hint)});
}

} // namespace tapscope
