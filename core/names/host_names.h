#pragma once

#include <base/error.h>
#include <base/ip_address.h>
#include <decode/column_address.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace tapscope {

/// Names of IP addresses. A value. It keeps at most mostNames; further names are left out and counted.
class HostNames {
public:
    static constexpr std::size_t mostNames = 200'000;

    /// Adds a name, as printable text, unless the address has one. A name is refused if it is empty, longer than
    /// longestName bytes, or an address itself. Returns whether it was added.
    bool add(const IpAddress& address, std::string_view name);
    /// Adds the lines of a file in the format of hosts(5). Errors: System.
    [[nodiscard]] Result<void> readFile(const std::filesystem::path& file);

    /// Empty if the address has no name.
    [[nodiscard]] std::string_view of(const ColumnAddress& address) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] std::uint64_t leftOut() const noexcept { return leftOut_; }
    bool operator==(const HostNames&) const = default;

private:
    /// The network chooses the addresses, so a hash table could be made slow.
    struct Before {
        [[nodiscard]] bool operator()(const ColumnAddress& a, const ColumnAddress& b) const noexcept {
            return a.kind != b.kind ? a.kind < b.kind : a.words < b.words;
        }
    };
    std::map<ColumnAddress, std::string, Before> names_;
    std::uint64_t leftOut_ = 0;
};

/// The address as in the Source and Destination columns.
[[nodiscard]] ColumnAddress columnAddress(const IpAddress& address) noexcept;

} // namespace tapscope
