#include <base/printable_text.h>
#include <decode/field_text.h>

#include <fmt/core.h>
#include <print/frame_format.h>

#include <iterator>

namespace tapscope {
namespace {

/// Appends an XML attribute. Hidden characters are escaped first, because XML 1.0 cannot represent most control
/// characters.
void appendAttribute(std::string& out, std::string_view name, std::string_view text) {
    out += ' ';
    out += name;
    out += "=\"";
    for (const char c : printable(text)) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            out += c;
        }
    }
    out += '"';
}

class PdmlFormat final : public FrameFormat {
public:
    explicit PdmlFormat(const DecoderRegistry& registry) : registry_(registry) {}

    [[nodiscard]] std::string begin() const override {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<pdml version=\"0\" creator=\"tapscope\">\n";
    }
    [[nodiscard]] std::string end() const override { return "</pdml>\n"; }

    void append(std::string& out, const Dissection& dissection, const FrameFacts&) const override {
        out += "<packet>\n";
        const auto fields = dissection.fields();
        std::vector<std::size_t> open; ///< indices of the open elements, outermost first
        for (std::size_t i = 0; i < fields.size(); ++i) {
            while (!open.empty() && open.back() != fields[i].parent)
                close(out, fields, open);
            out.append(2 * (open.size() + 1), ' ');
            appendElement(out, dissection, fields[i]);
            const bool hasChildren = i + 1 < fields.size() && fields[i + 1].parent == i;
            if (hasChildren || isLayer(fields[i])) {
                out += ">\n";
                open.push_back(i);
            } else {
                out += "/>\n";
            }
        }
        while (!open.empty())
            close(out, fields, open);
        out += "</packet>\n";
    }

private:
    static bool isLayer(const FieldValue& value) { return value.parent == FieldValue::noParent; }

    static void close(std::string& out, std::span<const FieldValue> fields, std::vector<std::size_t>& open) {
        out.append(2 * open.size(), ' ');
        out += isLayer(fields[open.back()]) ? "</proto>\n" : "</field>\n";
        open.pop_back();
    }

    void appendElement(std::string& out, const Dissection& dissection, const FieldValue& value) const {
        const FieldInfo& info = registry_.field(value.field);
        const auto name =
            info.name.empty() ? registry_.protocol(registry_.protocolOf(value.field)).abbreviation : info.name;
        out += isLayer(value) ? "<proto" : "<field";
        appendAttribute(out, "name", info.type == FieldType::Label ? std::string_view() : name);
        appendAttribute(out, "showname", treeLine(registry_, dissection, value));
        if (value.hidden)
            out += " hide=\"yes\"";
        fmt::format_to(std::back_inserter(out), " size=\"{}\" pos=\"{}\"", value.range.length, value.range.offset);
        if (isLayer(value) || info.type == FieldType::Label)
            return;
        std::string text;
        appendValue(text, registry_, dissection, value);
        appendAttribute(out, "show", text);
        out += " value=\"";
        for (const std::byte octet : dissection.bytesOf(value))
            fmt::format_to(std::back_inserter(out), "{:02x}", std::to_integer<unsigned>(octet));
        out += '"';
    }

    const DecoderRegistry& registry_;
};

} // namespace

std::unique_ptr<const FrameFormat> pdmlFormat(const DecoderRegistry& registry) {
    return std::make_unique<PdmlFormat>(registry);
}

} // namespace tapscope
