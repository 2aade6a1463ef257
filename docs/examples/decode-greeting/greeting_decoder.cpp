#include "greeting_decoder.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

enum Field : std::uint16_t { Version, NameLength, Name };
constexpr std::array fields = {
    FieldInfo{.name = "greeting.version", .title = "Version"},
    FieldInfo{.name = "greeting.name_length", .title = "Length of the name"},
    FieldInfo{.name = "greeting.name", .title = "Name", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 7777}};
const ProtocolInfo info = {
    .abbreviation = "greeting", .title = "Greeting", .column = "GREETING", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& GreetingDecoder::protocol() const noexcept {
    return info;
}

void GreetingDecoder::decode(ByteReader& bytes, Dissection& dissection) const {
    const unsigned version = dissection.u8(bytes, Version);
    const std::size_t length = dissection.u8(bytes, NameLength);
    const std::string_view name = dissection.text(bytes, Name, length);
    dissection.info("Greeting of {} (version {})", name, version);
}

} // namespace tapscope
