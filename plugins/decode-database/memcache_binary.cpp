#include "memcache_fields.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::memcache {
namespace {

constexpr std::uint8_t request = 0x80, response = 0x81;

constexpr std::array opcodes = {ValueName{0, "Get"},
                                ValueName{1, "Set"},
                                ValueName{2, "Add"},
                                ValueName{3, "Replace"},
                                ValueName{4, "Delete"},
                                ValueName{5, "Increment"},
                                ValueName{6, "Decrement"},
                                ValueName{7, "Quit"},
                                ValueName{8, "Flush"},
                                ValueName{9, "Get Quietly"},
                                ValueName{10, "No-op"},
                                ValueName{11, "Version"},
                                ValueName{12, "Get Key"},
                                ValueName{13, "Get Key Quietly"},
                                ValueName{14, "Append"},
                                ValueName{15, "Prepend"},
                                ValueName{16, "Statistics"},
                                ValueName{17, "Set Quietly"},
                                ValueName{18, "Add Quietly"},
                                ValueName{19, "Replace Quietly"},
                                ValueName{20, "Delete Quietly"},
                                ValueName{21, "Increment Quietly"},
                                ValueName{22, "Decrement Quietly"},
                                ValueName{23, "Quit Quietly"},
                                ValueName{24, "Flush Quietly"},
                                ValueName{25, "Append Quietly"},
                                ValueName{26, "Prepend Quietly"}};
constexpr std::array statuses = {ValueName{0, "No error"},          ValueName{1, "Key not found"},
                                 ValueName{2, "Key exists"},        ValueName{3, "Value too big"},
                                 ValueName{4, "Invalid arguments"}, ValueName{5, "Item not stored"},
                                 ValueName{129, "Unknown command"}, ValueName{130, "Out of memory"}};
constexpr std::array magics = {ValueName{128, "Request"}, ValueName{129, "Response"}};
constexpr std::array dataTypes = {ValueName{0, "Raw bytes"}};
constexpr std::array fields = {
    FieldInfo{.name = "memcache.magic", .title = "Magic", .values = magics},
    FieldInfo{.name = "memcache.opcode", .title = "Opcode", .values = opcodes},
    FieldInfo{.name = "memcache.extras.length", .title = "Extras length"},
    FieldInfo{.name = "memcache.key.length", .title = "Key Length"},
    FieldInfo{.name = "memcache.value.length", .title = "Value length"},
    FieldInfo{.name = "memcache.data_type", .title = "Data type", .values = dataTypes},
    FieldInfo{.name = "memcache.reserved", .title = "Reserved"},
    FieldInfo{.name = "memcache.status", .title = "Status", .values = statuses},
    FieldInfo{.name = "memcache.total_body_length", .title = "Total body length"},
    FieldInfo{.name = "memcache.opaque", .title = "Opaque"},
    FieldInfo{.name = "memcache.cas", .title = "CAS"},
    FieldInfo{.name = "memcache.extras.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "memcache.extras.expiration", .title = "Expiration"},
    FieldInfo{.name = "memcache.extras.delta", .title = "Amount to add"},
    FieldInfo{.name = "memcache.extras.initial", .title = "Initial value"},
    FieldInfo{.name = "memcache.extras.unknown", .title = "Unknown", .type = FieldType::ByteString},
    FieldInfo{.name = "memcache.key", .title = "Key", .type = FieldType::Text},
    FieldInfo{.name = "memcache.value", .title = "Value", .type = FieldType::Text},
    FieldInfo{.name = "memcache.command", .title = "Command", .type = FieldType::Text},
    FieldInfo{.name = "memcache.subcommand", .title = "Sub command", .type = FieldType::Text},
    FieldInfo{.name = "memcache.flags", .title = "Flags"},
    FieldInfo{.name = "memcache.expiration", .title = "Expiration"},
    FieldInfo{.name = "memcache.noreply", .title = "Noreply", .type = FieldType::Text},
    FieldInfo{.name = "memcache.response", .title = "Response", .type = FieldType::Text},
    FieldInfo{.name = "memcache.version", .title = "Version", .type = FieldType::Text},
    FieldInfo{.name = "memcache.name", .title = "Stat name", .type = FieldType::Text},
    FieldInfo{.name = "memcache.name_value", .title = "Stat value", .type = FieldType::Text},
};

enum Operation : std::uint8_t {
    Set = 1,
    Add,
    Replace,
    Increment = 5,
    Decrement,
    Flush = 8,
    SetQ = 0x11,
    AddQ,
    ReplaceQ,
    IncrementQ = 0x15,
    DecrementQ,
    FlushQ = 0x18
};

void decodeRequestExtras(std::uint8_t operation, ByteReader& extras, Dissection& d) {
    switch (operation) {
    case Set:
    case Add:
    case Replace:
    case SetQ:
    case AddQ:
    case ReplaceQ:
        d.u32(extras, ExtrasFlags);
        d.u32(extras, ExtrasExpiration);
        break;
    case Increment:
    case Decrement:
    case IncrementQ:
    case DecrementQ:
        d.u64(extras, Delta);
        d.u64(extras, Initial);
        d.u32(extras, ExtrasExpiration);
        break;
    case Flush:
    case FlushQ:
        d.u32(extras, ExtrasExpiration);
        break;
    default:
        break;
    }
}

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

bool isBinary(Bytes bytes) noexcept {
    const std::uint8_t magic = ByteReader(bytes).peek();
    return magic == request || magic == response;
}

void decodeBinary(ByteReader& bytes, Dissection& d) {
    const std::uint8_t magic = d.u8(bytes, Magic);
    const std::uint8_t operation = d.u8(bytes, Opcode);
    const std::uint16_t keyLength = d.u16(bytes, KeyLength);
    const std::uint8_t extrasLength = d.u8(bytes, ExtrasLength);
    d.u8(bytes, DataType);
    d.u16(bytes, magic == response ? Status : Reserved);
    const std::uint32_t length = d.u32(bytes, BodyLength);
    d.u32(bytes, Opaque);
    d.u64(bytes, Cas);
    if (bytes.overrun())
        return;
    d.infoItem("{} {}", nameOf(opcodes, operation, "Unknown opcode"), nameOf(magics, magic));
    if (std::size_t{keyLength} + extrasLength > length) {
        d.malformed("its key and extras are longer than its body");
        bytes.skip(bytes.remaining());
        return;
    }
    ByteReader body = bytes.part(length);
    const bool isWhole = body.remaining() == length;
    ByteReader extras = body.part(extrasLength);
    if (magic == response && extras.remaining() == 4)
        d.u32(extras, ExtrasFlags);
    else if (magic == request && !extras.atEnd())
        decodeRequestExtras(operation, extras, d);
    if (!extras.atEnd())
        d.data(extras, ExtrasUnknown, extras.remaining());
    if (keyLength != 0)
        d.text(body, Key, keyLength);
    if (!body.atEnd())
        d.text(body, Value, body.remaining());
    if (body.overrun() || extras.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace tapscope::memcache
