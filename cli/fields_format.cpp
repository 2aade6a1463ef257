#include "frame_format.h"

#include <base/printable_text.h>

#include <utility>

namespace tapscope::cli {
namespace {

class FieldsFormat final : public FrameFormat {
public:
    FieldsFormat(const DecoderRegistry& registry, FieldWords words, std::vector<FieldColumn> columns)
        : registry_(registry), words_(std::move(words)), columns_(std::move(columns)) {}

    [[nodiscard]] std::string begin() const override {
        if (!words_.hasHeader)
            return {};
        std::string line;
        for (const auto& column : columns_) {
            if (!line.empty())
                line += words_.separator;
            line += words_.quote + printable(column.name) + words_.quote;
        }
        return line + "\n";
    }

    void append(std::string& out, const Dissection& dissection, const FrameFacts&) const override {
        bool isFirst = true;
        for (const auto& column : columns_) {
            if (!std::exchange(isFirst, false))
                out += words_.separator;
            if (words_.quote.empty()) {
                appendColumn(out, registry_, dissection, column, words_.occurrence, words_.aggregator);
                continue;
            }
            std::string text;
            appendColumn(text, registry_, dissection, column, words_.occurrence, words_.aggregator);
            appendQuoted(out, text);
        }
        out += '\n';
    }

private:
    /// Quotes inside a value are doubled, as in CSV (RFC 4180).
    void appendQuoted(std::string& out, std::string_view text) const {
        out += words_.quote;
        for (const char c : text) {
            if (c == words_.quote.front())
                out += c;
            out += c;
        }
        out += words_.quote;
    }

    const DecoderRegistry& registry_;
    FieldWords words_;
    std::vector<FieldColumn> columns_;
};

} // namespace

std::unique_ptr<const FrameFormat> fieldsFormat(const DecoderRegistry& registry, const FieldWords& words,
                                                std::vector<FieldColumn> columns) {
    return std::make_unique<FieldsFormat>(registry, words, std::move(columns));
}

} // namespace tapscope::cli
