#include <decode/field_text.h>

#include <print/frame_format.h>
#include <print/json_writer.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace tapscope {
namespace {

/// Returns the milliseconds since 1970 of any time that a file may have, without overflow.
std::int64_t milliseconds(Timestamp time) {
    return std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
}

/// The name with the day (UTC), as Elasticsearch's indices usually have it.
std::string indexName(Timestamp time) {
    const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(time));
    return fmt::format("packets-{}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

/// The fields of a frame as nested objects. A name that occurs several times in one object has an array.
class FieldObjects {
public:
    FieldObjects(const DecoderRegistry& registry, const Dissection& dissection, JsonKind kind)
        : registry_(registry), dissection_(dissection), kind_(kind), children_(dissection.fields().size()) {
        const auto fields = dissection.fields();
        for (std::uint32_t i = 0; i < fields.size(); ++i) {
            auto& siblings = fields[i].parent == FieldValue::noParent ? layers_ : children_[fields[i].parent];
            siblings.push_back(i);
        }
    }
    void writeTo(JsonWriter& json) const {
        json.beginObject();
        writeMembers(json, layers_);
        json.endObject();
    }

private:
    using Places = std::vector<std::uint32_t>;

    [[nodiscard]] bool isGroup(std::uint32_t place) const {
        const FieldType type = registry_.field(dissection_.fields()[place].field).type;
        return type == FieldType::Protocol || type == FieldType::Label;
    }
    [[nodiscard]] std::string keyOf(std::uint32_t place) const {
        const FieldValue& value = dissection_.fields()[place];
        const FieldInfo& info = registry_.field(value.field);
        if (info.type == FieldType::Label) // a line of text, with tshark's name
            return treeLine(registry_, dissection_, value);
        return std::string(info.name.empty() ? registry_.protocol(registry_.protocolOf(value.field)).abbreviation
                                             : info.name);
    }
    void writeMembers(JsonWriter& json, const Places& places) const {
        std::vector<std::string> order;
        std::map<std::string, Places> byKey;
        for (const std::uint32_t place : places) {
            auto& same = byKey[keyOf(place)];
            if (same.empty())
                order.push_back(keyOf(place));
            same.push_back(place);
        }
        for (const auto& key : order) {
            const Places& same = byKey[key];
            json.key(nameOf(key, same.front()));
            if (same.size() > 1)
                json.beginArray();
            for (const std::uint32_t place : same)
                writeValue(json, place);
            if (same.size() > 1)
                json.endArray();
            writeChildren(json, key, same);
        }
    }
    /// Elasticsearch treats a dot as a path separator, so "ip.ttl" becomes "ip_ip_ttl", with the protocol in front.
    [[nodiscard]] std::string nameOf(const std::string& key, std::uint32_t place) const {
        if (kind_ == JsonKind::Array)
            return key;
        std::string name = key;
        if (!isGroup(place))
            name =
                std::string(registry_.protocol(registry_.protocolOf(dissection_.fields()[place].field)).abbreviation) +
                "_" + name;
        std::ranges::replace(name, '.', '_');
        return name;
    }
    void writeValue(JsonWriter& json, std::uint32_t place) const {
        if (isGroup(place)) {
            json.beginObject();
            writeMembers(json, children_[place]);
            json.endObject();
            return;
        }
        std::string text;
        appendValue(text, registry_, dissection_, dissection_.fields()[place], TextForm::Raw);
        json.value(text);
    }
    /// Writes the children of fields that have a value of their own.
    void writeChildren(JsonWriter& json, const std::string& key, const Places& same) const {
        if (isGroup(same.front()))
            return;
        Places all;
        for (const std::uint32_t place : same)
            all.insert(all.end(), children_[place].begin(), children_[place].end());
        if (all.empty())
            return;
        json.key(nameOf(key, same.front()) + "_tree");
        json.beginObject();
        writeMembers(json, all);
        json.endObject();
    }

    const DecoderRegistry& registry_;
    const Dissection& dissection_;
    JsonKind kind_;
    Places layers_;
    std::vector<Places> children_;
};

class JsonFormat final : public FrameFormat {
public:
    JsonFormat(const DecoderRegistry& registry, JsonKind kind, std::vector<FieldColumn> columns)
        : registry_(registry), kind_(kind), columns_(std::move(columns)) {}

    [[nodiscard]] std::string begin() const override { return kind_ == JsonKind::Array ? "[" : ""; }
    [[nodiscard]] std::string_view separator() const noexcept override { return kind_ == JsonKind::Array ? "," : ""; }
    [[nodiscard]] std::string end() const override { return kind_ == JsonKind::Array ? "\n]\n" : ""; }

    void append(std::string& out, const Dissection& dissection, const FrameFacts&) const override {
        const Timestamp time = dissection.frame().time;
        if (kind_ == JsonKind::Lines) {
            fmt::format_to(std::back_inserter(out), "{{\"index\":{{\"_index\":\"{}\",\"_type\":\"doc\"}}}}\n",
                           indexName(time));
            JsonWriter json(out, JsonWriter::Layout::OneLine);
            json.beginObject();
            json.member("timestamp", fmt::format("{}", milliseconds(time)));
            writeLayers(json, dissection);
            json.endObject();
            out += '\n';
            return;
        }
        JsonWriter json(out, JsonWriter::Layout::Indented, 1);
        json.beginObject();
        json.member("_index", indexName(time));
        json.member("_type", "doc");
        json.key("_source");
        json.beginObject();
        writeLayers(json, dissection);
        json.endObject();
        json.endObject();
    }

private:
    void writeLayers(JsonWriter& json, const Dissection& dissection) const {
        json.key("layers");
        if (columns_.empty())
            FieldObjects(registry_, dissection, kind_).writeTo(json);
        else
            writeColumns(json, dissection);
    }
    /// Writes the named fields, each as an array of its values. Fields that a frame does not have are left out.
    void writeColumns(JsonWriter& json, const Dissection& dissection) const {
        json.beginObject();
        for (const auto& column : columns_) {
            std::vector<std::string> values;
            if (column.kind == FieldColumn::Kind::Protocol)
                values.emplace_back(dissection.protocolColumn());
            if (column.kind == FieldColumn::Kind::Info)
                values.emplace_back(dissection.infoColumn());
            for (const FieldValue& value : dissection.fields()) {
                if (std::ranges::find(column.ids, value.field) != column.ids.end())
                    appendValue(values.emplace_back(), registry_, dissection, value, TextForm::Raw);
            }
            if (values.empty())
                continue;
            std::string name = column.name;
            if (kind_ == JsonKind::Lines)
                std::ranges::replace(name, '.', '_');
            json.key(name);
            json.beginArray();
            for (const auto& text : values)
                json.value(text);
            json.endArray();
        }
        json.endObject();
    }

    const DecoderRegistry& registry_;
    JsonKind kind_;
    std::vector<FieldColumn> columns_;
};

} // namespace

std::unique_ptr<const FrameFormat> jsonFormat(const DecoderRegistry& registry, JsonKind kind,
                                              std::vector<FieldColumn> columns) {
    return std::make_unique<JsonFormat>(registry, kind, std::move(columns));
}

} // namespace tapscope
