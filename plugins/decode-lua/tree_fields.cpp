#include "limits.h"
#include "tree_call.h"

#include <base/printable_text.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

namespace tapscope {
namespace {

using Field = Dissection::Field;

constexpr std::int64_t second = 1'000'000'000; // nanoseconds

Field fieldAt(lua_State* lua, int argument) {
    luaL_checktype(lua, argument, LUA_TSTRING);
    lua_getiuservalue(lua, 1, 1);
    lua_pushvalue(lua, argument);
    if (lua_rawget(lua, -2) != LUA_TNUMBER)
        luaL_error(lua, "%s has no field '%s'", callOf(lua).declaration->info.abbreviation.data(),
                   lua_tostring(lua, argument));
    const auto field = static_cast<Field>(lua_tointeger(lua, -1));
    lua_pop(lua, 2);
    return field;
}

/// The size on the wire of a value of this type, in bytes; 0 if it can have any size.
std::size_t naturalSize(FieldType type) {
    switch (type) {
    case FieldType::Boolean:
        return 1;
    case FieldType::Ipv4:
        return 4;
    case FieldType::Mac:
        return 6;
    case FieldType::Double:
        return 8;
    case FieldType::Ipv6:
        return 16;
    default:
        return 0;
    }
}

bool isNumberLike(FieldType type) {
    return type == FieldType::Unsigned || type == FieldType::Signed || type == FieldType::Boolean ||
           type == FieldType::AbsoluteTime || type == FieldType::RelativeTime;
}

std::size_t fieldSizeAt(lua_State* lua, int argument, const FieldInfo& field, const Buffer& buffer) {
    const std::size_t natural = naturalSize(field.type);
    const bool isAsked = !lua_isnoneornil(lua, argument);
    if (natural == 0 && !isAsked && isNumberLike(field.type))
        luaL_error(lua, "%s needs a size in bytes", field.name.data());
    const std::size_t size = isAsked || natural == 0 ? sizeAt(lua, argument, buffer) : natural;
    const bool fits = isNumberLike(field.type)          ? size >= 1 && size <= 8
                      : field.type == FieldType::Double ? size == 4 || size == 8
                                                        : natural == 0 || size == natural;
    if (!fits)
        luaL_error(lua, "%s cannot have %I bytes", field.name.data(), static_cast<lua_Integer>(size));
    return size;
}

std::uint64_t masked(std::uint64_t value, const FieldInfo& field) {
    return field.mask == 0 ? value : (value & field.mask) >> std::countr_zero(field.mask);
}

std::uint64_t signExtended(std::uint64_t value, std::size_t size) {
    const auto unused = static_cast<int>(64 - 8 * size);
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value << unused) >> unused);
}

std::uint64_t inNanoseconds(std::uint64_t value, std::int64_t resolution) {
    constexpr auto highest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const auto unit = static_cast<std::uint64_t>(resolution);
    return value > highest / unit ? highest : value * unit;
}

enum class Order { Big, Little };

/// Reads a number, adds it to the tree and leaves it at the top of the stack.
void addNumber(lua_State* lua, Dissection& d, Field index, const FieldInfo& field, ByteReader& reader, std::size_t size,
               Order order) {
    const ByteRange range{static_cast<std::uint32_t>(reader.offset()), static_cast<std::uint32_t>(size)};
    const std::uint64_t raw = order == Order::Big ? reader.big(size) : reader.little(size);
    switch (field.type) {
    case FieldType::Signed: {
        const std::uint64_t value = signExtended(raw, size);
        d.add(index, range, value);
        lua_pushinteger(lua, static_cast<lua_Integer>(value));
        break;
    }
    case FieldType::Boolean:
        d.add(index, range, raw);
        lua_pushboolean(lua, masked(raw, field) != 0 ? 1 : 0);
        break;
    case FieldType::Double: {
        const double value = size == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(raw)))
                                       : std::bit_cast<double>(raw);
        d.add(index, range, std::bit_cast<std::uint64_t>(value));
        lua_pushnumber(lua, value);
        break;
    }
    case FieldType::AbsoluteTime:
    case FieldType::RelativeTime:
        d.add(index, range, inNanoseconds(raw, Machine::of(lua).call()->declaration->resolutions[index]));
        lua_pushinteger(lua, static_cast<lua_Integer>(raw));
        break;
    case FieldType::Ipv4:
        d.add(index, range, raw);
        pushAddress(lua, ColumnAddress::ipv4(static_cast<std::uint32_t>(raw)));
        break;
    default:
        d.add(index, range, raw);
        lua_pushinteger(lua, static_cast<lua_Integer>(masked(raw, field)));
    }
}

int add(lua_State* lua, Order order) {
    const Machine::Call& call = callOf(lua);
    Dissection& d = *call.dissection;
    const Field index = fieldAt(lua, 2);
    const FieldInfo& field = call.declaration->fields[index];
    Buffer& buffer = bufferAt(lua, 3);
    const std::size_t size = fieldSizeAt(lua, 4, field, buffer);
    const bool isWhole = buffer.reader.has(size);
    if (field.type == FieldType::Label) { // a label groups the fields read next
        d.addBytes(index, {static_cast<std::uint32_t>(buffer.reader.offset()),
                           static_cast<std::uint32_t>(std::min(size, buffer.reader.remaining()))});
        return 0;
    }
    if (isWhole && (isNumberLike(field.type) || field.type == FieldType::Double || field.type == FieldType::Ipv4)) {
        addNumber(lua, d, index, field, buffer.reader, size, order);
        return 1;
    }
    const Bytes taken = d.data(buffer.reader, index, size);
    noteOverrun(lua, buffer);
    if (isWhole && (field.type == FieldType::Mac || field.type == FieldType::Ipv6))
        pushAddress(lua, field.type == FieldType::Mac ? ColumnAddress::mac(taken) : ColumnAddress::ipv6(taken));
    else if (isWhole || !(isNumberLike(field.type) || field.type == FieldType::Double))
        lua_pushlstring(lua, reinterpret_cast<const char*>(taken.data()), taken.size());
    else if (field.type == FieldType::Boolean)
        lua_pushboolean(lua, 0);
    else
        lua_pushinteger(lua, 0);
    return 1;
}

/// Raises an error that names the type that the field needs.
void refuseValue(lua_State* lua, const FieldInfo& field, const char* needed, int argument) {
    luaL_error(lua, "%s needs %s, not a %s", field.name.data(), needed, luaL_typename(lua, argument));
}

void putText(lua_State* lua, Machine::Call& call, Field index, ByteRange range, int argument) {
    const std::string_view text = textAt(lua, argument);
    if (text.size() > call.textLeft)
        luaL_error(lua, "more than %d bytes of text are produced for one frame", static_cast<int>(limits::madeText));
    call.textLeft -= text.size();
    call.dissection->addText(index, range, text);
}

std::uint64_t timeAt(lua_State* lua, int argument, const FieldInfo& field) {
    if (lua_isinteger(lua, argument) != 0) {
        const lua_Integer value = lua_tointeger(lua, argument);
        constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max() / second;
        return static_cast<std::uint64_t>(std::clamp<std::int64_t>(value, -highest, highest) * second);
    }
    const double value = lua_tonumber(lua, argument) * static_cast<double>(second);
    if (!(std::abs(value) < 9.2e18))
        luaL_error(lua, "%s cannot hold such a long time", field.name.data());
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
}

} // namespace

int addField(lua_State* lua) {
    return add(lua, Order::Big);
}

int addLittleEndianField(lua_State* lua) {
    return add(lua, Order::Little);
}

int addBits(lua_State* lua) {
    const Machine::Call& call = callOf(lua);
    Buffer& buffer = bufferAt(lua, 2);
    const lua_Integer size = luaL_checkinteger(lua, 3);
    luaL_argcheck(lua, size >= 1 && size <= 8, 3, "bits are read from 1 to 8 bytes");
    const ByteRange range{static_cast<std::uint32_t>(buffer.reader.offset()), static_cast<std::uint32_t>(size)};
    const std::uint64_t raw = buffer.reader.big(static_cast<std::size_t>(size));
    noteOverrun(lua, buffer);
    const int arguments = lua_gettop(lua);
    for (int i = 4; i <= arguments; ++i) {
        const Field index = fieldAt(lua, i);
        const FieldInfo& field = call.declaration->fields[index];
        if (field.type != FieldType::Unsigned && field.type != FieldType::Boolean)
            luaL_error(lua, "%s is not a number with a mask", field.name.data());
        if (!buffer.reader.overrun())
            call.dissection->add(index, range, raw);
    }
    lua_pushinteger(lua, static_cast<lua_Integer>(raw));
    return 1;
}

int putField(lua_State* lua) {
    Machine::Call& call = callOf(lua);
    Dissection& d = *call.dissection;
    const Field index = fieldAt(lua, 2);
    const FieldInfo& field = call.declaration->fields[index];
    const lua_Integer offset = luaL_optinteger(lua, 4, 0);
    const lua_Integer size = luaL_optinteger(lua, 5, 0);
    constexpr lua_Integer highest = std::numeric_limits<std::uint32_t>::max();
    luaL_argcheck(lua, offset >= 0 && offset <= highest, 4, "not a valid offset in the frame");
    luaL_argcheck(lua, size >= 0 && size <= highest, 5, "not a valid size");
    const ByteRange range{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(size)};
    const int given = lua_type(lua, 3);
    switch (field.type) {
    case FieldType::Boolean:
        if (given != LUA_TBOOLEAN)
            refuseValue(lua, field, "true or false", 3);
        d.add(index, range, field.mask != 0 && lua_toboolean(lua, 3) != 0 ? field.mask : lua_toboolean(lua, 3) != 0);
        break;
    case FieldType::Unsigned:
    case FieldType::Signed: {
        int isWhole = 0;
        const lua_Integer value = given == LUA_TNUMBER ? lua_tointegerx(lua, 3, &isWhole) : 0;
        if (isWhole == 0)
            refuseValue(lua, field, "a whole number", 3);
        d.add(index, range,
              field.mask == 0 ? static_cast<std::uint64_t>(value)
                              : static_cast<std::uint64_t>(value) << std::countr_zero(field.mask));
        break;
    }
    case FieldType::Double:
    case FieldType::AbsoluteTime:
    case FieldType::RelativeTime:
        if (given != LUA_TNUMBER)
            refuseValue(lua, field, "a number", 3);
        d.add(index, range,
              field.type == FieldType::Double ? std::bit_cast<std::uint64_t>(lua_tonumber(lua, 3))
                                              : timeAt(lua, 3, field));
        break;
    case FieldType::Label:
        d.addBytes(index, range);
        d.label("{}", PrintableText<1024>(textAt(lua, 3)).view());
        break;
    case FieldType::Text:
    case FieldType::ByteString:
    case FieldType::Oid:
        if (given != LUA_TSTRING)
            refuseValue(lua, field, "a text", 3);
        putText(lua, call, index, range, 3);
        break;
    case FieldType::Ipv4:
        if (given != LUA_TSTRING || lua_rawlen(lua, 3) != 4)
            refuseValue(lua, field, "a string of 4 bytes", 3);
        d.add(index, range, ByteReader(std::as_bytes(std::span(textAt(lua, 3)))).u32());
        break;
    default: // MAC and IPv6 addresses
        if (given != LUA_TSTRING || lua_rawlen(lua, 3) != naturalSize(field.type))
            refuseValue(lua, field, field.type == FieldType::Mac ? "a string of 6 bytes" : "a string of 16 bytes", 3);
        putText(lua, call, index, range, 3);
    }
    return 0;
}

} // namespace tapscope
