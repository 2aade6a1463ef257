#include <decode/field_text.h>

#include <print/field_column.h>

#include <algorithm>

namespace tapscope {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// Removes the name before the first "||" or " or " from `rest` and returns it.
std::string_view takeName(std::string_view& rest) {
    constexpr std::string_view sign = "||", word = " or ";
    const auto place = std::min(rest.find(sign), rest.find(word));
    const auto name = trimmed(rest.substr(0, place));
    if (place == std::string_view::npos)
        rest = {};
    else
        rest.remove_prefix(place + (rest.substr(place).starts_with(sign) ? sign.size() : word.size()));
    return name;
}

} // namespace

Result<FieldColumn> findColumn(std::string_view name, const DecoderRegistry& registry) {
    FieldColumn column{.name = std::string(name)};
    if (name == "_ws.col.Protocol" || name == "_ws.col.Info") {
        column.kind = name.ends_with("Info") ? FieldColumn::Kind::Info : FieldColumn::Kind::Protocol;
        return column;
    }
    std::string_view rest = name;
    do {
        const std::string_view each = takeName(rest);
        const auto found = registry.find(each);
        if (found.empty())
            return failure(ErrorKind::NotFound, "print the field", std::string(each),
                           "there is no field or protocol with that name");
        column.ids.insert(column.ids.end(), found.begin(), found.end());
    } while (!rest.empty());
    return column;
}

Result<std::vector<FieldColumn>> findColumns(std::span<const std::string> names, const DecoderRegistry& registry) {
    std::vector<FieldColumn> columns;
    for (const auto& name : names) {
        auto column = findColumn(name, registry);
        if (!column)
            return std::unexpected(column.error());
        columns.push_back(std::move(*column));
    }
    return columns;
}

void appendColumn(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                  const FieldColumn& column, Occurrence occurrence, std::string_view aggregator) {
    if (column.kind == FieldColumn::Kind::Protocol)
        out += dissection.protocolColumn();
    if (column.kind == FieldColumn::Kind::Info)
        out += dissection.infoColumn();
    const std::size_t start = out.size();
    bool isFirst = true;
    for (const FieldValue& value : dissection.fields()) {
        if (std::ranges::find(column.ids, value.field) == column.ids.end())
            continue;
        if (!isFirst && occurrence == Occurrence::First)
            return;
        if (!isFirst && occurrence == Occurrence::Last)
            out.resize(start);
        else if (!isFirst)
            out += aggregator;
        isFirst = false;
        if (registry.field(value.field).type == FieldType::Label)
            out += '1'; // tshark, too, shows only that it is present
        else
            appendValue(out, registry, dissection, value);
    }
}

} // namespace tapscope
