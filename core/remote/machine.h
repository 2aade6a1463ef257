#pragma once

#include <base/error.h>

#include <string>
#include <string_view>

namespace tapscope {

/// Another machine, as ssh(1) reaches it.
struct Machine {
    std::string destination; ///< "user@host"
    std::string port;        ///< empty: ssh's default

    /// "ssh://user@host", "ssh://[2001:db8::1]:22/", with or without "ssh:" or "ssh://" in front. Error: Invalid.
    [[nodiscard]] static Result<Machine> parse(std::string_view text);
    /// "ssh://user@host:22"
    [[nodiscard]] std::string text() const;
};

/// A device of another machine: "//user@host:22/tap0".
struct RemoteDevice {
    Machine machine;
    std::string device;

    /// Invalid.
    [[nodiscard]] static Result<RemoteDevice> parse(std::string_view text);
    /// "ssh://user@host/tap0"
    [[nodiscard]] std::string text() const { return machine.text() + "/" + device; }
};

} // namespace tapscope
