#include "declaration.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t maximumFields = 4'096, maximumWord = 256;

template <typename Value>
using Names = std::span<const std::pair<std::string_view, Value>>;

constexpr std::array<std::pair<std::string_view, FieldType>, 13> types = {{
    {"unsigned", FieldType::Unsigned},
    {"signed", FieldType::Signed},
    {"boolean", FieldType::Boolean},
    {"double", FieldType::Double},
    {"bytes", FieldType::ByteString},
    {"text", FieldType::Text},
    {"mac", FieldType::Mac},
    {"ipv4", FieldType::Ipv4},
    {"ipv6", FieldType::Ipv6},
    {"absolute_time", FieldType::AbsoluteTime},
    {"relative_time", FieldType::RelativeTime},
    {"oid", FieldType::Oid},
    {"label", FieldType::Label},
}};
constexpr std::array<std::pair<std::string_view, Base>, 7> bases = {{
    {"none", Base::None},
    {"decimal", Base::Decimal},
    {"hex", Base::Hex},
    {"decimal_hex", Base::DecimalHex},
    {"hex_decimal", Base::HexDecimal},
    {"octal", Base::Octal},
    {"dotted", Base::Dotted},
}};
constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> resolutions = {
    {{"s", 1'000'000'000}, {"ms", 1'000'000}, {"us", 1'000}, {"ns", 1}}};

constexpr std::array<std::string_view, 10> protocolKeys = {"id",     "title",      "column",    "hooks",   "payload",
                                                           "fields", "heuristics", "recognise", "dissect", "counters"};
constexpr std::array<std::string_view, 7> fieldKeys = {"base",  "digits", "values",    "mask",
                                                       "alias", "unit",   "resolution"};

bool isName(std::string_view text) {
    return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

/// Reads Lua tables. Keeps the first error; after an error, everything reads as empty.
class DeclarationReader {
public:
    explicit DeclarationReader(lua_State* lua) : lua_(lua) {}

    std::expected<std::unique_ptr<const Declaration>, std::string> read();

private:
    void refuse(std::string problem) {
        if (problem_.empty())
            problem_ = std::move(problem);
    }
    // Copies a text into the declaration.
    std::string_view keep(std::string_view text) { return made_->words.emplace_back(text); }
    // Pops the text at the top of the stack; empty if it is not a text.
    std::string_view popText(std::string_view what) {
        std::string_view text;
        if (lua_type(lua_, -1) == LUA_TSTRING) {
            std::size_t size = 0;
            const char* begin = lua_tolstring(lua_, -1, &size);
            if (size > maximumWord)
                refuse(fmt::format("{} is longer than {} bytes", what, maximumWord));
            else
                text = keep({begin, size});
        } else if (!lua_isnil(lua_, -1)) {
            refuse(fmt::format("{} is a {}, not a string", what, luaL_typename(lua_, -1)));
        }
        lua_pop(lua_, 1);
        return text;
    }
    void push(const char* key) {
        lua_pushstring(lua_, key);
        lua_rawget(lua_, -2);
    }
    std::string_view text(const char* key, std::string_view what) {
        push(key);
        return popText(fmt::format("{} of {}", key, what));
    }
    std::optional<std::int64_t> popInteger(std::string_view what, std::int64_t highest);
    void checkKeys(std::span<const std::string_view> known, lua_Unsigned positions, std::string_view what);
    template <typename Value>
    Value choose(Names<Value> names, std::string_view word, Value otherwise, std::string_view what) {
        if (word.empty())
            return otherwise;
        std::string all;
        for (const auto& [name, value] : names) {
            if (name == word)
                return value;
            all += (all.empty() ? "" : ", ") + std::string(name);
        }
        refuse(fmt::format("there is no {} '{}'; there are {}", what, word, all));
        return otherwise;
    }
    void readField();
    void readValues(FieldInfo& field);
    void readHooks();
    void readKeys(std::string_view table);
    std::vector<std::string_view> readList(const char* key);
    void readCounters();
    void checkFunction(const char* key, bool isNeeded);

    lua_State* lua_;
    std::unique_ptr<Declaration> made_ = std::make_unique<Declaration>();
    std::string problem_;
};

std::optional<std::int64_t> DeclarationReader::popInteger(std::string_view what, std::int64_t highest) {
    int isInteger = 0;
    const lua_Integer number = lua_type(lua_, -1) == LUA_TNUMBER ? lua_tointegerx(lua_, -1, &isInteger) : 0;
    const bool isThere = !lua_isnil(lua_, -1);
    lua_pop(lua_, 1);
    if (!isThere)
        return std::nullopt;
    if (isInteger == 0 || number < 0 || number > highest) {
        refuse(fmt::format("{} is not a whole number from 0 to {}", what, highest));
        return std::nullopt;
    }
    return number;
}

void DeclarationReader::checkKeys(std::span<const std::string_view> known, lua_Unsigned positions,
                                  std::string_view what) {
    lua_pushnil(lua_);
    while (lua_next(lua_, -2) != 0) {
        lua_pop(lua_, 1);
        if (lua_type(lua_, -1) == LUA_TSTRING) {
            const std::string_view key = lua_tostring(lua_, -1);
            if (std::ranges::find(known, key) == known.end())
                refuse(fmt::format("{} has no '{}'", what, key));
        } else if (lua_isinteger(lua_, -1) == 0 || lua_tointeger(lua_, -1) < 1 ||
                   static_cast<lua_Unsigned>(lua_tointeger(lua_, -1)) > positions) {
            refuse(fmt::format("{} has unknown entries", what));
        }
    }
}

void DeclarationReader::readValues(FieldInfo& field) {
    push("values");
    if (lua_isnil(lua_, -1)) {
        lua_pop(lua_, 1);
        return;
    }
    if (!lua_istable(lua_, -1)) {
        refuse(fmt::format("values of {} are not a table such as {{ [1] = \"request\" }}", field.name));
        lua_pop(lua_, 1);
        return;
    }
    auto& names = made_->valueNames.emplace_back();
    lua_pushnil(lua_);
    while (lua_next(lua_, -2) != 0) {
        const bool isNumber = lua_isinteger(lua_, -2) != 0;
        const auto value = isNumber ? static_cast<std::uint64_t>(lua_tointeger(lua_, -2)) : 0;
        if (!isNumber)
            refuse(fmt::format("the keys of the values of {} must be whole numbers", field.name));
        names.push_back({value, popText(fmt::format("a value of {}", field.name))});
    }
    lua_pop(lua_, 1);
    std::ranges::sort(names, {}, &ValueName::value);
    field.values = names;
}

void DeclarationReader::readField() {
    if (!lua_istable(lua_, -1)) {
        refuse("a field must be a table: { \"name\", \"Title\", \"type\" }");
        return;
    }
    FieldInfo field;
    lua_rawgeti(lua_, -1, 1);
    field.name = popText("the name of a field");
    const std::string prefix = std::string(made_->info.abbreviation) + ".";
    if (!isName(field.name) || !field.name.starts_with(prefix))
        refuse(fmt::format(
            "the field '{}' needs a name of lower-case letters, digits, '_', '-' and '.' that begins with {}",
            field.name, prefix));
    if (std::ranges::find(made_->fields, field.name, &FieldInfo::name) != made_->fields.end())
        refuse(fmt::format("the field {} is declared twice", field.name));
    lua_rawgeti(lua_, -1, 2);
    field.title = popText(fmt::format("the title of {}", field.name));
    if (field.title.empty())
        refuse(fmt::format("{} has no title", field.name));
    lua_rawgeti(lua_, -1, 3);
    const std::string_view type = popText(fmt::format("the type of {}", field.name));
    checkKeys(fieldKeys, 3, field.name);
    field.type = choose<FieldType>(types, type, FieldType::Unsigned, "type");
    field.base = choose<Base>(bases, text("base", field.name), field.base, "base");
    push("digits");
    field.hexDigits = static_cast<std::uint8_t>(popInteger(fmt::format("digits of {}", field.name), 16).value_or(0));
    push("mask");
    field.mask = static_cast<std::uint64_t>(
        popInteger(fmt::format("mask of {}", field.name), std::numeric_limits<std::int64_t>::max()).value_or(0));
    if (field.mask != 0 && field.type != FieldType::Unsigned && field.type != FieldType::Boolean)
        refuse(fmt::format("{} has a mask, but is neither unsigned nor boolean", field.name));
    field.alias = text("alias", field.name);
    if (!field.alias.empty() && (!isName(field.alias) || !field.alias.starts_with(prefix)))
        refuse(fmt::format("the alias of {} must begin with {}", field.name, prefix));
    field.unit = text("unit", field.name);
    made_->resolutions.push_back(
        choose<std::int64_t>(resolutions, text("resolution", field.name), 1'000'000'000, "resolution"));
    readValues(field);
    made_->fields.push_back(field);
}

void DeclarationReader::readKeys(std::string_view table) {
    constexpr std::int64_t highest = std::numeric_limits<std::uint32_t>::max();
    const std::string what = fmt::format("a key of {}", table);
    const auto add = [&] {
        if (const auto key = popInteger(what, highest))
            made_->hooks.push_back({table, static_cast<std::uint32_t>(*key)});
    };
    if (!lua_istable(lua_, -1)) {
        add();
        return;
    }
    const lua_Unsigned count = lua_rawlen(lua_, -1);
    for (lua_Unsigned i = 1; i <= count; ++i) {
        lua_rawgeti(lua_, -1, static_cast<lua_Integer>(i));
        add();
    }
    lua_pop(lua_, 1);
}

void DeclarationReader::readHooks() {
    push("hooks");
    if (lua_istable(lua_, -1)) {
        lua_pushnil(lua_);
        while (lua_next(lua_, -2) != 0) {
            if (lua_type(lua_, -2) == LUA_TSTRING) {
                readKeys(keep(lua_tostring(lua_, -2)));
                continue;
            }
            lua_pop(lua_, 1);
            refuse("hooks must be pairs such as { [\"udp.port\"] = 4789 }");
        }
    } else if (!lua_isnil(lua_, -1)) {
        refuse("hooks must be a table such as { [\"udp.port\"] = 4789 }");
    }
    lua_pop(lua_, 1);
}

std::vector<std::string_view> DeclarationReader::readList(const char* key) {
    std::vector<std::string_view> list;
    push(key);
    if (lua_istable(lua_, -1)) {
        const lua_Unsigned count = std::min<lua_Unsigned>(lua_rawlen(lua_, -1), 255);
        for (lua_Unsigned i = 1; i <= count; ++i) {
            lua_rawgeti(lua_, -1, static_cast<lua_Integer>(i));
            list.push_back(popText(fmt::format("a name in {}", key)));
        }
    } else if (!lua_isnil(lua_, -1)) {
        refuse(fmt::format("{} must be a list of names such as {{ \"ethertype\" }}", key));
    }
    lua_pop(lua_, 1);
    return list;
}

void DeclarationReader::readCounters() {
    for (const std::string_view name : readList("counters")) {
        const auto field = std::ranges::find(made_->fields, name, &FieldInfo::name);
        if (field != made_->fields.end())
            made_->counters.push_back(&*field);
        else
            refuse(fmt::format("counters has '{}', which is not a field of {}", name, made_->info.abbreviation));
    }
}

void DeclarationReader::checkFunction(const char* key, bool isNeeded) {
    push(key);
    if (isNeeded && !lua_isfunction(lua_, -1))
        refuse(fmt::format("{} has no function {}", made_->info.abbreviation, key));
    if (!isNeeded && !lua_isnil(lua_, -1))
        refuse(fmt::format("{} is only used with heuristics", key));
    lua_pop(lua_, 1);
}

std::expected<std::unique_ptr<const Declaration>, std::string> DeclarationReader::read() {
    ProtocolInfo& info = made_->info;
    info.abbreviation = text("id", "the protocol");
    info.title = text("title", "the protocol");
    info.column = text("column", "the protocol");
    if (!isName(info.abbreviation))
        refuse(fmt::format("the protocol needs an id of lower-case letters, digits, '_', '-' and '.', not '{}'",
                           info.abbreviation));
    if (info.title.empty())
        refuse(fmt::format("{} has no title", info.abbreviation));
    checkKeys(protocolKeys, 0, "the protocol");
    push("fields");
    if (lua_istable(lua_, -1)) {
        const lua_Unsigned count = lua_rawlen(lua_, -1);
        if (count > maximumFields)
            refuse(fmt::format("{} has more than {} fields", info.abbreviation, maximumFields));
        for (lua_Unsigned i = 1; i <= count && problem_.empty(); ++i) {
            lua_rawgeti(lua_, -1, static_cast<lua_Integer>(i));
            readField();
            lua_pop(lua_, 1);
        }
    } else if (!lua_isnil(lua_, -1)) {
        refuse("fields must be a list of tables");
    }
    lua_pop(lua_, 1);
    readHooks();
    made_->tables = readList("payload");
    made_->heuristics = readList("heuristics");
    readCounters();
    checkFunction("dissect", true);
    checkFunction("recognise", !made_->heuristics.empty());
    info.fields = made_->fields;
    info.hooks = made_->hooks;
    info.tables = made_->tables;
    info.heuristics = made_->heuristics;
    if (!problem_.empty())
        return std::unexpected(problem_);
    return std::move(made_);
}

} // namespace

std::expected<std::unique_ptr<const Declaration>, std::string> readDeclaration(lua_State* lua) {
    return DeclarationReader(lua).read();
}

} // namespace tapscope
