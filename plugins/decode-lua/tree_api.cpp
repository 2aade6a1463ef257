#include "limits.h"
#include "tree_call.h"

#include <base/printable_text.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

namespace tapscope {

Machine::Call& callOf(lua_State* lua) {
    const auto& tree = *static_cast<const Tree*>(luaL_checkudata(lua, 1, treeTypeName));
    Machine::Call* call = Machine::of(lua).call();
    if (call == nullptr || call->dissection == nullptr || call->declaration != tree.declaration)
        luaL_error(lua, "this tree belongs to an earlier frame");
    return *call;
}

std::string_view textAt(lua_State* lua, int argument) {
    std::size_t size = 0;
    const char* text = luaL_checklstring(lua, argument, &size);
    Machine::of(lua).charge(size);
    return {text, size};
}

namespace {

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
    { // a Lua error must not jump over the nest
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
    luaL_argcheck(lua, name.size() <= limits::columnName, 2, "a text of the Protocol column has at most 32 bytes");
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
                  "a key has at most 32 bits");
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
    luaL_argcheck(lua, size >= 0, 2, "a length must not be negative");
    callOf(lua).dissection->layerLength(static_cast<std::size_t>(size));
    return 0;
}

constexpr std::array<luaL_Reg, 17> treeMethods = {{
    {"add", guarded<addField>},
    {"add_le", guarded<addLittleEndianField>},
    {"bits", guarded<addBits>},
    {"put", guarded<putField>},
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
    luaL_newmetatable(lua, treeTypeName);
    lua_newtable(lua); // a separate table: the contents of the metatable must not be reachable as methods
    luaL_setfuncs(lua, treeMethods.data(), 0);
    lua_setfield(lua, -2, "__index");
    lua_pop(lua, 1);
}

void pushTree(lua_State* lua, const Declaration& declaration) {
    auto& tree = *static_cast<Tree*>(lua_newuserdatauv(lua, sizeof(Tree), 1));
    tree.declaration = &declaration;
    luaL_setmetatable(lua, treeTypeName);
    lua_createtable(lua, 0, static_cast<int>(declaration.fields.size()));
    for (std::size_t i = 0; i < declaration.fields.size(); ++i) {
        lua_pushinteger(lua, static_cast<lua_Integer>(i));
        lua_setfield(lua, -2, declaration.fields[i].name.data());
    }
    lua_setiuservalue(lua, -2, 1);
}

} // namespace tapscope
