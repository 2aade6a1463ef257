#pragma once

#include <base/error.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace tapscope {

/// Names of services by port, from a file in the format of services(5). A value.
class ServiceNames {
public:
    enum class Transport : std::uint8_t { Tcp, Udp, Sctp, Dccp };

    /// Errors: System.
    [[nodiscard]] Result<void> readFile(const std::filesystem::path& file);
    /// Empty if the port has no name.
    [[nodiscard]] std::string_view of(Transport transport, std::uint16_t port) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

private:
    std::map<std::uint32_t, std::string> names_; ///< by transport and port
};

} // namespace tapscope
