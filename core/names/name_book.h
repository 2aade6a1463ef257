#pragma once

#include <decode/column_address.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <names/host_names.h>
#include <names/service_names.h>
#include <names/vendor_table.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// The kinds of names that are shown beside or instead of numbers.
struct NameSwitches {
    bool vendors = false, hosts = false, services = false;
    bool operator==(const NameSwitches&) const = default;
};

/// All known names, and the kinds of names that are wanted. Immutable, for any thread: when more names become known,
/// another book is made, which shares the unchanged tables. It sends no queries to the network.
class NameBook {
public:
    struct Tables {
        std::shared_ptr<const VendorTable> vendors = {};
        std::shared_ptr<const HostNames> hosts = {}; ///< from the capture and hosts files
        std::shared_ptr<const ServiceNames> services = {};
    };
    NameBook(NameSwitches switches, Tables tables) : switches_(switches), tables_(std::move(tables)) {}

    /// The name for an address in a column: "server.example", "Cisco_00:00:01", "Broadcast". Empty if it has no name,
    /// or if names of its kind are not wanted.
    [[nodiscard]] std::string of(const ColumnAddress& address) const;
    /// The same for an address as text, such as "10.9.0.1", "fd09::1" or "02:42:0a:09:00:01" in a table of statistics.
    /// Empty for other text, too.
    [[nodiscard]] std::string ofText(std::string_view address) const;
    [[nodiscard]] std::string ofPort(ServiceNames::Transport transport, std::uint16_t port) const;
    /// A line of the tree, with the name before the address or after the port: "Source: server.example (10.9.0.1)",
    /// "Source Port: 80 (http)". The line of a layer has the names of the fields right below it.
    [[nodiscard]] std::string treeLine(const DecoderRegistry& registry, const Dissection& dissection,
                                       const FieldValue& value) const;
    /// The whole tree in the form of tapscope::appendTree(), with names.
    void appendTree(std::string& out, const DecoderRegistry& registry, const Dissection& dissection) const;
    [[nodiscard]] const NameSwitches& switches() const noexcept { return switches_; }
    [[nodiscard]] const Tables& tables() const noexcept { return tables_; }

private:
    [[nodiscard]] std::string ofMac(Bytes octets) const;
    struct Line {
        std::string text;
        std::vector<std::string> named; ///< values that have their names already
    };
    void nameIn(Line& line, const DecoderRegistry& registry, const Dissection& dissection,
                const FieldValue& value) const;

    NameSwitches switches_;
    Tables tables_;
};

} // namespace tapscope
