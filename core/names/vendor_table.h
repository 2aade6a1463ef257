#pragma once

#include <base/error.h>
#include <base/frame.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// The vendors to whom the IEEE has assigned prefixes of MAC addresses, of 24, 28 or 36 bits. Immutable after finish();
/// any thread.
class VendorTable {
public:
    /// Adds the entries of a file: Wireshark's `manuf`, or oui.csv, mam.csv, oui36.csv or iab.csv of the IEEE (Debian's
    /// ieee-data). Other lines are skipped. Errors: System (the file cannot be read).
    [[nodiscard]] Result<void> read(const std::filesystem::path& file);
    /// To be called after the last read().
    void finish();

    /// The short name that Wireshark writes before the last octets: "Cisco". If the file has no short name, it is made
    /// from the long one and has up to eight characters. Empty if the vendor is unknown, or if the address does not
    /// have 6 octets.
    [[nodiscard]] std::string_view shortName(Bytes address) const noexcept;
    /// "Cisco Systems, Inc"; empty as above.
    [[nodiscard]] std::string_view longName(Bytes address) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return vendors_.size(); }

private:
    struct Vendor {
        std::uint64_t prefix = 0; ///< in the upper bits of 48
        std::uint8_t bits = 0;
        std::uint32_t name = 0, text = 0; ///< in texts_, each with its length before it
        [[nodiscard]] std::uint64_t key() const noexcept { return prefix << 8 | bits; }
    };
    void add(std::uint64_t prefix, std::uint8_t bits, std::string_view name, std::string_view text);
    void readManuf(std::string_view line);
    void readCsv(std::string_view line);
    [[nodiscard]] std::uint32_t keep(std::string_view text);
    [[nodiscard]] const Vendor* find(Bytes address) const noexcept;
    [[nodiscard]] std::string_view textAt(std::uint32_t place) const noexcept;

    std::vector<Vendor> vendors_; ///< ascending by key() once finished
    std::string texts_;
};

/// The files with vendors on this machine: those of Debian's ieee-data, or else Wireshark's.
[[nodiscard]] std::vector<std::filesystem::path> vendorFiles();

} // namespace tapscope
