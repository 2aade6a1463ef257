#include <privilege/message_coding.h>

#include <algorithm>

namespace tapscope {
namespace {

/// A placeholder for a name that could not be read.
InterfaceName noName() {
    return *InterfaceName::parse("-");
}

} // namespace

void MessageWriter::number(std::uint64_t value, std::size_t octets) {
    for (std::size_t i = octets; i-- > 0;)
        message_.push_back(static_cast<std::byte>(value >> i * 8 & 0xff));
}

void MessageWriter::octets(std::span<const std::uint8_t> bytes) {
    const auto raw = std::as_bytes(bytes);
    message_.insert(message_.end(), raw.begin(), raw.end());
}

void MessageWriter::name(const InterfaceName& name) {
    const std::string& text = name.text();
    number(text.size(), 1);
    octets({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void MessageWriter::optionalName(const std::optional<InterfaceName>& name) {
    flag(name.has_value());
    if (name)
        this->name(*name);
}

void MessageWriter::text(std::string_view text) {
    const auto cut = text.substr(0, MessageReader::largestText);
    number(cut.size(), 2);
    octets({reinterpret_cast<const std::uint8_t*>(cut.data()), cut.size()});
}

void MessageWriter::address(const IpAddress& address) {
    choice(address.family);
    octets({address.octets.data(), address.size()});
}

void MessageWriter::interfaceAddress(const InterfaceAddress& address) {
    this->address(address.prefix.address);
    number(address.prefix.length, 1);
    for (const auto& other : {address.broadcast, address.peer}) {
        flag(other.has_value());
        if (other)
            this->address(*other);
    }
    text(address.label);
    number(address.scope, 1);
    number(address.validSeconds, 4);
    number(address.preferredSeconds, 4);
}

void MessageReader::octets(std::span<std::uint8_t> bytes) {
    const Bytes taken = reader_.take(bytes.size());
    std::ranges::transform(taken, bytes.begin(), [](std::byte octet) { return std::to_integer<std::uint8_t>(octet); });
}

InterfaceName MessageReader::name() {
    const Bytes octets = reader_.take(number8());
    auto name = InterfaceName::parse({reinterpret_cast<const char*>(octets.data()), octets.size()});
    if (!name)
        fail();
    return name ? *name : noName();
}

std::string MessageReader::text() {
    const std::uint16_t size = number16();
    if (size > largestText)
        fail();
    const Bytes octets = reader_.take(size);
    return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

IpAddress MessageReader::address() {
    IpAddress address;
    address.family = choice(IpAddress::Family::V6);
    octets({address.octets.data(), address.size()});
    return address;
}

InterfaceAddress MessageReader::interfaceAddress() {
    InterfaceAddress address;
    address.prefix.address = this->address();
    address.prefix.length = number8();
    if (address.prefix.length > address.prefix.address.size() * 8)
        fail();
    for (auto* other : {&address.broadcast, &address.peer}) {
        if (!flag())
            continue;
        *other = this->address();
        if ((*other)->family != address.prefix.address.family)
            fail();
    }
    address.label = text();
    constexpr std::size_t longestLabel = 15; // IFNAMSIZ without the terminator
    if (address.label.size() > longestLabel || address.label.find('\0') != std::string::npos)
        fail();
    address.scope = number8();
    address.validSeconds = number32();
    address.preferredSeconds = number32();
    return address;
}

} // namespace tapscope
