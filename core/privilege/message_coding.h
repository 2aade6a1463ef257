#pragma once

#include <base/byte_reader.h>
#include <net/device_change.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Encodes the fields of a helper message (helper_protocol.h describes the encoding).
class MessageWriter {
public:
    void number(std::uint64_t value, std::size_t octets);
    void flag(bool value) { number(value ? 1 : 0, 1); }
    template <typename Enumeration>
    void choice(Enumeration value) {
        number(static_cast<std::uint64_t>(value), 1);
    }
    void octets(std::span<const std::uint8_t> bytes);
    void name(const InterfaceName& name);
    void optionalName(const std::optional<InterfaceName>& name);
    /// Truncated to the length that the reader accepts.
    void text(std::string_view text);
    void address(const IpAddress& address);
    void interfaceAddress(const InterfaceAddress& address);
    template <typename Id>
    void optionalId(const std::optional<Id>& id) {
        flag(id.has_value());
        if (id)
            number(*id, 4);
    }

    [[nodiscard]] std::vector<std::byte> take() && { return std::move(message_); }

private:
    std::vector<std::byte> message_;
};

/// Decodes the fields of a helper message from untrusted bytes. After the first invalid field, isGood() is false, and
/// further values have no meaning.
class MessageReader {
public:
    static constexpr std::size_t largestText = 1024; ///< octets

    explicit MessageReader(Bytes message) : reader_(message) {}

    [[nodiscard]] bool isGood() const noexcept { return isGood_ && !reader_.overrun(); }
    /// Whether everything was read and valid.
    [[nodiscard]] bool isWhole() const noexcept { return isGood() && reader_.atEnd(); }
    void fail() noexcept { isGood_ = false; }

    std::uint64_t number(std::size_t octets) { return reader_.big(octets); }
    std::uint32_t number32() { return reader_.u32(); }
    std::uint16_t number16() { return reader_.u16(); }
    std::uint8_t number8() { return reader_.u8(); }
    bool flag() { return choice<std::uint8_t>(1) == 1; }
    template <typename Enumeration>
    Enumeration choice(Enumeration last) {
        const std::uint8_t value = reader_.u8();
        if (value > static_cast<std::uint8_t>(last))
            fail();
        return static_cast<Enumeration>(value);
    }
    void octets(std::span<std::uint8_t> bytes);
    InterfaceName name();
    std::optional<InterfaceName> optionalName() { return flag() ? std::optional(name()) : std::nullopt; }
    std::string text();
    IpAddress address();
    InterfaceAddress interfaceAddress();
    std::optional<std::uint32_t> optionalId() { return flag() ? std::optional(number32()) : std::nullopt; }

private:
    ByteReader reader_;
    bool isGood_ = true;
};

} // namespace tapscope
