#pragma once

#include <base/printable_text.h>

#include <fmt/core.h>

#include <cmath>
#include <concepts>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace tapscope {

/// Appends JSON (RFC 8259) to a text, value by value: indented by two spaces per level, or on one line. The caller must
/// end every object and array that it begins.
class JsonWriter {
public:
    enum class Layout { Indented, OneLine };

    explicit JsonWriter(std::string& out, Layout layout = Layout::Indented, int depth = 0)
        : out_(out), layout_(layout), depth_(depth) {}

    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }
    void key(std::string_view name) {
        separate();
        appendJsonString(out_, name);
        out_ += layout_ == Layout::Indented ? ": " : ":";
        isAfterKey_ = true;
    }
    void value(std::string_view text) {
        separate();
        appendJsonString(out_, text);
    }
    void value(const char* text) { value(std::string_view(text)); }
    void value(bool on) {
        separate();
        out_ += on ? "true" : "false";
    }
    void value(double number) {
        separate();
        if (std::isfinite(number))
            fmt::format_to(std::back_inserter(out_), "{}", number);
        else
            out_ += "null"; // JSON cannot represent it
    }
    void null() {
        separate();
        out_ += "null";
    }
    template <std::integral Number>
    void value(Number number) {
        separate();
        fmt::format_to(std::back_inserter(out_), "{}", number);
    }
    template <typename Value>
    void member(std::string_view name, const Value& text) {
        key(name);
        value(text);
    }
    /// An array; `write` is called for each item and writes one value.
    template <typename Items, typename Write>
    void array(const Items& items, Write write) {
        beginArray();
        for (const auto& item : items)
            write(item);
        endArray();
    }
    template <typename Items, typename Write>
    void array(std::string_view name, const Items& items, Write write) {
        key(name);
        array(items, write);
    }
    /// An array of texts or numbers.
    template <typename Items>
    void values(std::string_view name, const Items& items) {
        array(name, items, [this](const auto& item) { this->value(item); });
    }

private:
    void begin(char bracket) {
        separate();
        out_ += bracket;
        ++depth_;
        isFirst_ = true;
    }
    void end(char bracket) {
        --depth_;
        if (!isFirst_)
            newLine();
        out_ += bracket;
        isFirst_ = false;
    }
    void separate() {
        if (std::exchange(isAfterKey_, false))
            return;
        if (!std::exchange(isFirst_, false))
            out_ += ',';
        if (depth_ > 0)
            newLine();
    }
    void newLine() {
        if (layout_ == Layout::OneLine)
            return;
        out_ += '\n';
        out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
    }

    std::string& out_;
    Layout layout_;
    int depth_;
    bool isFirst_ = true;
    bool isAfterKey_ = false;
};

} // namespace tapscope
