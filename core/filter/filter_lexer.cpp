#include <filter/filter_lexer.h>

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <optional>

namespace tapscope {
namespace {

// Longer signs first.
constexpr std::array<std::string_view, 29> signs = {"!==", "===", "==", "!=", "~=", "<=", ">=", "&&", "||", "^^",
                                                    "..",  "<",   ">",  "!",  "~",  "(",  ")",  "{",  "}",  "[",
                                                    "]",   ",",   "#",  "&",  "+",  "-",  "*",  "/",  "%"};

bool isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool beginsWord(char c) {
    return isLetterOrDigit(c) || c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
bool isWord(char c) {
    return beginsWord(c) || c == '-' || c == '/';
}

void appendUtf8(std::string& out, std::uint32_t point) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (point < 0x80) {
        byte(point);
    } else if (point < 0x800) {
        byte(0xc0 | point >> 6);
        byte(0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
        byte(0xe0 | point >> 12);
        byte(0x80 | (point >> 6 & 0x3f));
        byte(0x80 | (point & 0x3f));
    } else {
        byte(0xf0 | point >> 18);
        byte(0x80 | (point >> 12 & 0x3f));
        byte(0x80 | (point >> 6 & 0x3f));
        byte(0x80 | (point & 0x3f));
    }
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::expected<std::vector<FilterToken>, FilterError> run() {
        while (!error_) {
            while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
                ++at_;
            start_ = at_;
            if (at_ == text_.size())
                break;
            readToken();
        }
        if (error_)
            return std::unexpected(*error_);
        tokens_.push_back({FilterToken::Kind::End, text_.size(), 0, {}});
        return std::move(tokens_);
    }

private:
    void refuse(std::size_t offset, std::size_t length, std::string message) {
        if (!error_)
            error_ = FilterError{offset, length, std::move(message)};
    }
    void push(FilterToken::Kind kind, std::string text) {
        tokens_.push_back({kind, start_, at_ - start_, std::move(text)});
    }
    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    void readToken() {
        if (text_[at_] == '"' || rest().starts_with("r\"") || rest().starts_with("R\""))
            return readString();
        if (text_[at_] == '\'')
            return readCharacter();
        if (!rest().starts_with("..") && beginsWord(text_[at_]))
            return readWord();
        for (const auto sign : signs) {
            if (!rest().starts_with(sign))
                continue;
            at_ += sign.size();
            push(FilterToken::Kind::Sign, std::string(sign));
            if (sign == "[")
                readRanges();
            return;
        }
        if (text_[at_] == '=')
            return refuse(at_, 1, "a comparison is written \"==\", not \"=\"");
        refuse(at_, 1, fmt::format("\"{}\" has no meaning here", text_[at_]));
    }
    void readWord() {
        while (at_ < text_.size() && isWord(text_[at_]) && !rest().starts_with(".."))
            ++at_;
        push(FilterToken::Kind::Word, std::string(text_.substr(start_, at_ - start_)));
    }
    void readRanges() {
        start_ = at_;
        while (at_ < text_.size() && text_[at_] != ']')
            ++at_;
        push(FilterToken::Kind::Ranges, std::string(text_.substr(start_, at_ - start_)));
    }
    void readString() {
        const bool isRaw = text_[at_] != '"';
        at_ += isRaw ? 2 : 1;
        std::string value;
        while (at_ < text_.size() && text_[at_] != '"' && !error_) {
            if (text_[at_] != '\\') {
                value += text_[at_++];
            } else if (isRaw) {
                value += text_[at_++];
                if (at_ < text_.size())
                    value += text_[at_++];
            } else {
                readEscape(value);
            }
        }
        if (at_ == text_.size())
            return refuse(start_, at_ - start_, "the closing quote is missing");
        ++at_;
        push(FilterToken::Kind::String, std::move(value));
    }
    void readCharacter() {
        ++at_;
        std::string value;
        while (at_ < text_.size() && text_[at_] != '\'' && !error_) {
            if (text_[at_] == '\\')
                readEscape(value);
            else
                value += text_[at_++];
        }
        if (at_ == text_.size())
            return refuse(start_, at_ - start_, "the closing ' is missing");
        ++at_;
        if (value.size() != 1)
            return refuse(start_, at_ - start_, "a character constant is one byte; text is written in double quotes");
        push(FilterToken::Kind::Character, std::move(value));
    }
    void readEscape(std::string& value) {
        const std::size_t escape = at_++;
        if (at_ == text_.size())
            return; // the reader of the ranges reports the missing end
        const char kind = text_[at_];
        constexpr std::string_view plain = "'\"\\abfnrtv";
        constexpr std::string_view meaning = "'\"\\\a\b\f\n\r\t\v";
        if (const auto found = plain.find(kind); kind != '\0' && found != std::string_view::npos) {
            ++at_;
            value += meaning[found];
            return;
        }
        std::optional<std::uint32_t> number;
        if (kind >= '0' && kind <= '7')
            number = readDigits(8, 3);
        else if (kind == 'x' || kind == 'u' || kind == 'U') {
            ++at_;
            number = kind == 'x' ? readDigits(16, 2) : readDigits(16, kind == 'u' ? 4U : 8U);
        }
        const bool isPoint = kind == 'u' || kind == 'U';
        if (!number || (isPoint ? *number > 0x10ffff : *number > 0xff))
            return refuse(escape, 2, fmt::format("\\{} is not an escape; a backslash itself is \\\\, or r\"…\"", kind));
        if (isPoint)
            appendUtf8(value, *number);
        else
            value += static_cast<char>(static_cast<unsigned char>(*number));
    }
    std::optional<std::uint32_t> readDigits(int base, std::size_t most) {
        const std::string_view digits = rest().substr(0, most);
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
        if (error != std::errc{})
            return std::nullopt;
        at_ += static_cast<std::size_t>(end - digits.data());
        return number;
    }

    std::string_view text_;
    std::size_t at_ = 0, start_ = 0;
    std::vector<FilterToken> tokens_;
    std::optional<FilterError> error_;
};

} // namespace

std::expected<std::vector<FilterToken>, FilterError> tokenise(std::string_view text) {
    return Lexer(text).run();
}

} // namespace tapscope
