#include "telephony_decoders.h"

#include <base/ascii_case.h>
#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope::megaco {
namespace {

enum Field : std::uint16_t {
    Start,
    Version,
    MediaGateway,
    Transaction,
    TransactionId,
    Context,
    Command,
    Termination,
    Text
};
constexpr std::array fields = {
    FieldInfo{.name = "megaco.start_token", .title = "Start token", .type = FieldType::Text},
    FieldInfo{.name = "megaco.version", .title = "Version", .type = FieldType::Text},
    FieldInfo{.name = "megaco.mId", .title = "MediagatewayID", .type = FieldType::Text},
    FieldInfo{.name = "megaco.transaction", .title = "Transaction", .type = FieldType::Text},
    FieldInfo{.name = "megaco.transid", .title = "Transaction ID"},
    FieldInfo{.name = "megaco.context", .title = "Context", .type = FieldType::Text},
    FieldInfo{.name = "megaco.command", .title = "Command", .type = FieldType::Text},
    FieldInfo{.name = "megaco.termid", .title = "Termination ID", .type = FieldType::Text},
    FieldInfo{.name = "megaco.text", .title = "Descriptors", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 2944}, Hook{"tcp.port", 2944}, Hook{"sctp.port", 2944}};
const ProtocolInfo info = {
    .abbreviation = "megaco", .title = "MEGACO", .column = "MEGACO", .fields = fields, .hooks = hooks};

/// A token of RFC 3525 annex B.2 and its short form.
struct Token {
    std::string_view name, brief;
};
constexpr std::array transactions = {Token{"Transaction", "T"}, Token{"Reply", "P"}, Token{"Pending", "PN"},
                                     Token{"TransactionResponseAck", "K"}};
constexpr Token context{"Context", "C"};
constexpr std::array commands = {Token{"Add", "A"},      Token{"Modify", "MF"},       Token{"Move", "MV"},
                                 Token{"Subtract", "S"}, Token{"AuditValue", "AV"},   Token{"AuditCapability", "AC"},
                                 Token{"Notify", "N"},   Token{"ServiceChange", "SC"}};

bool is(std::string_view word, const Token& token) noexcept {
    return equalsIgnoringCase(word, token.name) || equalsIgnoringCase(word, token.brief);
}
const Token* in(std::span<const Token> tokens, std::string_view word) noexcept {
    const auto found = std::ranges::find_if(tokens, [&](const Token& token) { return is(word, token); });
    return found == tokens.end() ? nullptr : &*found;
}

/// Words and marks, one after the other: "Reply", "=", "174091", "{", …
class Words {
public:
    explicit Words(const ByteReader& bytes) noexcept
        : text_(reinterpret_cast<const char*>(bytes.rest().data()), bytes.remaining()),
          offset_(static_cast<std::uint32_t>(bytes.offset())) {}

    /// Empty at the end. A mark is a word of one character.
    std::string_view next() noexcept {
        constexpr std::string_view blanks = " \t\r\n", marks = "{}=,", ends = " \t\r\n{}=,";
        at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
        if (at_ == text_.size())
            return {};
        const bool isMark = marks.contains(text_[at_]);
        const std::size_t end = isMark ? at_ + 1 : std::min(text_.find_first_of(ends, at_), text_.size());
        const std::string_view word = text_.substr(at_, end - at_);
        at_ = end;
        return word;
    }
    /// The word after "=", if "=" comes next.
    std::string_view value() noexcept {
        const std::size_t before = at_;
        if (next() == "=")
            return next();
        at_ = before;
        return {};
    }
    [[nodiscard]] ByteRange rangeOf(std::string_view word) const noexcept {
        return {offset_ + static_cast<std::uint32_t>(word.data() - text_.data()),
                static_cast<std::uint32_t>(word.size())};
    }
    [[nodiscard]] ByteRange rest() const noexcept {
        return {offset_ + static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(text_.size() - at_)};
    }

private:
    std::string_view text_;
    std::uint32_t offset_;
    std::size_t at_ = 0;
};

void add(Dissection& d, Field field, const Words& words, std::string_view word) {
    if (!word.empty())
        d.addText(field, words.rangeOf(word), word);
}

/// Commands are recognised between braces of any depth; their contents are text.
void decodeWords(Words& words, Dissection& d) {
    for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
        if (const Token* const transaction = in(transactions, word)) {
            add(d, Transaction, words, word);
            const std::string_view id = words.value();
            std::uint32_t number = 0;
            if (std::from_chars(id.data(), id.data() + id.size(), number).ec == std::errc{})
                d.add(TransactionId, words.rangeOf(id), number);
            d.infoAppend("{} {}   ", id, transaction->name);
        } else if (is(word, context)) {
            const std::string_view id = words.value();
            add(d, Context, words, id);
            d.infoAppend("|={}", id);
        } else if (word.size() > 1 || in(commands, word) != nullptr) {
            const std::string_view plain = word.starts_with("O-") || word.starts_with("W-") ? word.substr(2) : word;
            const Token* const command = in(commands, plain);
            const std::string_view termination = command != nullptr ? words.value() : std::string_view();
            if (termination.empty())
                continue;
            add(d, Command, words, word);
            add(d, Termination, words, termination);
            d.infoAppend(" {}={}", command->name, termination);
        }
    }
}

} // namespace

const ProtocolInfo& MegacoDecoder::protocol() const noexcept {
    return info;
}

bool MegacoDecoder::accepts(Bytes bytes, Claim) const {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::string_view word = text.substr(start);
    return equalsIgnoringCase(word.substr(0, 7), "MEGACO/") || equalsIgnoringCase(word.substr(0, 2), "!/") ||
           equalsIgnoringCase(word.substr(0, 15), "Authentication=") || equalsIgnoringCase(word.substr(0, 3), "AU=");
}

void MegacoDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    const ByteRange all{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())};
    d.addBytes(Text, all);
    d.label("Message ({} octets)", all.length);
    const auto nest = d.nest();
    Words words(bytes);
    const std::string_view start = words.next();
    const std::size_t slash = std::min(start.find('/'), start.size());
    add(d, Start, words, start.substr(0, slash));
    add(d, Version, words, start.substr(std::min(slash + 1, start.size())));
    add(d, MediaGateway, words, words.next());
    decodeWords(words, d);
    bytes.skip(bytes.remaining());
}

} // namespace tapscope::megaco
