#include <privilege/change_coding.h>

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace tapscope {
namespace {

void write(MessageWriter& out, std::uint32_t number) {
    out.number(number, 4);
}
void write(MessageWriter& out, const std::array<std::uint8_t, 6>& octets) {
    out.octets(octets);
}
void write(MessageWriter& out, const std::string& text) {
    out.text(text);
}
void write(MessageWriter& out, const InterfaceAddress& address) {
    out.interfaceAddress(address);
}
void write(MessageWriter& out, const std::optional<std::uint32_t>& id) {
    out.optionalId(id);
}
void write(MessageWriter& out, const std::optional<InterfaceName>& name) {
    out.optionalName(name);
}

void read(MessageReader& in, std::uint32_t& number) {
    number = in.number32();
}
void read(MessageReader& in, std::array<std::uint8_t, 6>& octets) {
    in.octets(octets);
}
void read(MessageReader& in, std::string& text) {
    text = in.text();
}
void read(MessageReader& in, InterfaceAddress& address) {
    address = in.interfaceAddress();
}
void read(MessageReader& in, std::optional<std::uint32_t>& id) {
    id = in.optionalId();
}
void read(MessageReader& in, std::optional<InterfaceName>& name) {
    name = in.optionalName();
}

/// A change is an enumeration with two values, or a structure with one member.
template <typename Change>
Change readOne(MessageReader& in) {
    if constexpr (std::is_enum_v<Change>) {
        return in.choice(static_cast<Change>(1));
    } else {
        Change change{};
        auto& [value] = change;
        read(in, value);
        return change;
    }
}

template <std::size_t... Places>
DeviceChange readAny(MessageReader& in, std::size_t place, std::index_sequence<Places...> /*all*/) {
    DeviceChange change;
    const bool isKnown =
        ((place == Places &&
          (change.emplace<Places>(readOne<std::variant_alternative_t<Places, DeviceChange>>(in)), true)) ||
         ...);
    if (!isKnown)
        in.fail();
    return change;
}

} // namespace

void writeChange(MessageWriter& out, const DeviceChange& change) {
    out.number(change.index(), 1);
    std::visit(
        [&]<typename Change>(const Change& each) {
            if constexpr (std::is_enum_v<Change>) {
                out.choice(each);
            } else {
                const auto& [value] = each;
                write(out, value);
            }
        },
        change);
}

DeviceChange readChange(MessageReader& in) {
    return readAny(in, in.number8(), std::make_index_sequence<std::variant_size_v<DeviceChange>>());
}

} // namespace tapscope
