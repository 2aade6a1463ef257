#include "limits.h"
#include "script_api.h"

#include <decode/printable_text.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string_view>

namespace tapscope {
namespace {

using Field = Dissection::Field;

constexpr const char* typeName = "tree";
constexpr std::int64_t second = 1'000'000'000; // nanoseconds

struct Tree {
    const Declaration* declaration;
};

/// The call that is running, for a method of its tree.
Machine::Call& callOf(lua_State* lua) {
    const auto& tree = *static_cast<const Tree*>(luaL_checkudata(lua, 1, typeName));
    Machine::Call* call = Machine::of(lua).call();
    if (call == nullptr || call->dissection == nullptr || call->declaration != tree.declaration)
        luaL_error(lua, "this tree is of an earlier frame");
    return *call;
}

std::string_view textAt(lua_State* lua, int argument) {
    std::size_t size = 0;
    const char* text = luaL_checklstring(lua, argument, &size);
    return {text, size};
}

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

/// The bytes that a value of this type has on the wire; 0 when it can be any number.
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

void pushAddress(lua_State* lua, const ColumnAddress& address) {
    const ColumnText text(address);
    lua_pushlstring(lua, text.view().data(), text.view().size());
}

enum class Order { Big, Little };

/// Reads a number, adds it and leaves it at the top.
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

template <Order order>
int add(lua_State* lua) {
    const Machine::Call& call = callOf(lua);
    Dissection& d = *call.dissection;
    const Field index = fieldAt(lua, 2);
    const FieldInfo& field = call.declaration->fields[index];
    Buffer& buffer = bufferAt(lua, 3);
    const std::size_t size = fieldSizeAt(lua, 4, field, buffer);
    const bool isWhole = buffer.reader.has(size);
    if (field.type == FieldType::Label) { // it groups what is read next
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

int bits(lua_State* lua) {
    const Machine::Call& call = callOf(lua);
    Buffer& buffer = bufferAt(lua, 2);
    const lua_Integer size = luaL_checkinteger(lua, 3);
    luaL_argcheck(lua, size >= 1 && size <= 8, 3, "bits are of 1 to 8 bytes");
    const ByteRange range{static_cast<std::uint32_t>(buffer.reader.offset()), static_cast<std::uint32_t>(size)};
    const std::uint64_t raw = buffer.reader.big(static_cast<std::size_t>(size));
    noteOverrun(lua, buffer);
    const int arguments = lua_gettop(lua);
    for (int i = 4; i <= arguments; ++i) {
        const Field index = fieldAt(lua, i);
        const FieldInfo& field = call.declaration->fields[index];
        if (field.type != FieldType::Unsigned && field.type != FieldType::Boolean)
            luaL_error(lua, "%s is no number with a mask", field.name.data());
        if (!buffer.reader.overrun())
            call.dissection->add(index, range, raw);
    }
    lua_pushinteger(lua, static_cast<lua_Integer>(raw));
    return 1;
}

/// What a field takes, when it was given something else.
void refuseValue(lua_State* lua, const FieldInfo& field, const char* needed, int argument) {
    luaL_error(lua, "%s needs %s, not a %s", field.name.data(), needed, luaL_typename(lua, argument));
}

void putText(lua_State* lua, Machine::Call& call, Field index, ByteRange range, int argument) {
    const std::string_view text = textAt(lua, argument);
    if (text.size() > call.textLeft)
        luaL_error(lua, "more than %d bytes of text are made of one frame", static_cast<int>(limits::madeText));
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
        luaL_error(lua, "%s cannot tell so long a time", field.name.data());
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
}

int put(lua_State* lua) {
    Machine::Call& call = callOf(lua);
    Dissection& d = *call.dissection;
    const Field index = fieldAt(lua, 2);
    const FieldInfo& field = call.declaration->fields[index];
    const lua_Integer offset = luaL_optinteger(lua, 4, 0);
    const lua_Integer size = luaL_optinteger(lua, 5, 0);
    constexpr lua_Integer highest = std::numeric_limits<std::uint32_t>::max();
    luaL_argcheck(lua, offset >= 0 && offset <= highest, 4, "it is no offset in the frame");
    luaL_argcheck(lua, size >= 0 && size <= highest, 5, "it is no size");
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
            refuseValue(lua, field, "a text of 4 bytes", 3);
        d.add(index, range, ByteReader(std::as_bytes(std::span(textAt(lua, 3)))).u32());
        break;
    default: // MAC and IPv6 addresses
        if (given != LUA_TSTRING || lua_rawlen(lua, 3) != naturalSize(field.type))
            refuseValue(lua, field, field.type == FieldType::Mac ? "a text of 6 bytes" : "a text of 16 bytes", 3);
        putText(lua, call, index, range, 3);
    }
    return 0;
}

int label(lua_State* lua) {
    callOf(lua).dissection->label("{}", PrintableText<1024>(textAt(lua, 2)).view());
    return 0;
}

int title(lua_State* lua) {
    callOf(lua).dissection->layerLabel("{}", PrintableText<1024>(textAt(lua, 2)).view());
    return 0;
}

int mark(lua_State* lua) {
    constexpr std::array<const char*, 5> names = {"good", "note", "warning", "error", nullptr};
    constexpr std::array marks = {FieldValue::Mark::Good, FieldValue::Mark::Note, FieldValue::Mark::Warning,
                                  FieldValue::Mark::Error};
    callOf(lua).dissection->mark(marks[static_cast<std::size_t>(luaL_checkoption(lua, 2, nullptr, names.data()))]);
    return 0;
}

int hide(lua_State* lua) {
    callOf(lua).dissection->hide();
    return 0;
}

int under(lua_State* lua) {
    const Machine::Call& call = callOf(lua);
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_settop(lua, 2);
    int status = LUA_OK;
    { // an error must not jump over the nest
        const auto nest = call.dissection->nest();
        status = lua_pcall(lua, 0, 0, 0);
    }
    return status == LUA_OK ? 0 : lua_error(lua);
}

int info(lua_State* lua) {
    callOf(lua).dissection->info("{}", PrintableText<4096>(textAt(lua, 2)).view());
    return 0;
}

int appendInfo(lua_State* lua) {
    callOf(lua).dissection->infoAppend("{}", PrintableText<4096>(textAt(lua, 2)).view());
    return 0;
}

int column(lua_State* lua) {
    Dissection& d = *callOf(lua).dissection;
    const std::string_view name = textAt(lua, 2);
    luaL_argcheck(lua, name.size() <= limits::columnName, 2, "the Protocol column takes up to 32 bytes");
    if (!d.wantsColumns())
        return 0;
    const std::string_view kept = Machine::of(lua).columns().keep(name);
    if (kept.empty() && !name.empty())
        luaL_error(lua, "it puts more than %d different texts into the Protocol column",
                   static_cast<int>(limits::columnNames));
    d.columnProtocol(kept);
    return 0;
}

std::uint32_t keyAt(lua_State* lua, int argument) {
    const lua_Integer key = luaL_checkinteger(lua, argument);
    luaL_argcheck(lua, key >= 0 && key <= lua_Integer{std::numeric_limits<std::uint32_t>::max()}, argument,
                  "a key has up to 32 bits");
    return static_cast<std::uint32_t>(key);
}

int next(lua_State* lua) {
    const Machine::Call& call = callOf(lua);
    const std::string_view name = textAt(lua, 2);
    const Buffer& buffer = bufferAt(lua, 3);
    const std::uint32_t key = keyAt(lua, 4);
    const auto& tables = call.declaration->tables;
    const auto table = std::ranges::find(tables, name);
    if (table == tables.end())
        return luaL_error(lua, "'%s' is not in the protocol's payload = {…}", name.data());
    const auto index = static_cast<Dissection::Table>(table - tables.begin());
    const bool isKnown = lua_isnoneornil(lua, 5) ? call.dissection->next(index, key, buffer.reader)
                                                 : call.dissection->next(index, {key, keyAt(lua, 5)}, buffer.reader);
    lua_pushboolean(lua, isKnown ? 1 : 0);
    return 1;
}

int data(lua_State* lua) {
    callOf(lua).dissection->nextAsData(bufferAt(lua, 2).reader);
    return 0;
}

int malformed(lua_State* lua) {
    callOf(lua).dissection->malformed(PrintableText<256>(textAt(lua, 2)).view());
    return 0;
}

int length(lua_State* lua) {
    const lua_Integer size = luaL_checkinteger(lua, 2);
    luaL_argcheck(lua, size >= 0, 2, "a length is not negative");
    callOf(lua).dissection->layerLength(static_cast<std::size_t>(size));
    return 0;
}

constexpr std::array<luaL_Reg, 17> methods = {{
    {"add", guarded<add<Order::Big>>},
    {"add_le", guarded<add<Order::Little>>},
    {"bits", guarded<bits>},
    {"put", guarded<put>},
    {"label", guarded<label>},
    {"title", guarded<title>},
    {"mark", guarded<mark>},
    {"hide", guarded<hide>},
    {"under", under},
    {"info", guarded<info>},
    {"append_info", guarded<appendInfo>},
    {"column", guarded<column>},
    {"next", guarded<next>},
    {"data", guarded<data>},
    {"malformed", guarded<malformed>},
    {"length", guarded<length>},
    {nullptr, nullptr},
}};

} // namespace

void openTreeApi(lua_State* lua) {
    luaL_newmetatable(lua, typeName);
    luaL_setfuncs(lua, methods.data(), 0);
    lua_pushvalue(lua, -1);
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 1);
}

void pushTree(lua_State* lua, const Declaration& declaration) {
    auto& tree = *static_cast<Tree*>(lua_newuserdatauv(lua, sizeof(Tree), 1));
    tree.declaration = &declaration;
    luaL_setmetatable(lua, typeName);
    lua_createtable(lua, 0, static_cast<int>(declaration.fields.size()));
    for (std::size_t i = 0; i < declaration.fields.size(); ++i) {
        lua_pushinteger(lua, static_cast<lua_Integer>(i));
        lua_setfield(lua, -2, declaration.fields[i].name.data());
    }
    lua_setiuservalue(lua, -2, 1);
}

} // namespace tapscope
