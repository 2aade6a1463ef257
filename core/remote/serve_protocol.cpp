#include <base/byte_reader.h>

#include <remote/serve_protocol.h>

#include <algorithm>
#include <bit>
#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>

namespace tapscope::serve {
namespace {

constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max(); ///< octets of a text, or items of a list

/// Appends fields to a message.
class Writer {
public:
    template <std::unsigned_integral Number>
    void operator()(const Number& value) {
        for (std::size_t octet = sizeof(Number); octet-- > 0;)
            message_.push_back(static_cast<std::byte>(value >> (octet * 8)));
    }
    void operator()(const bool& value) { (*this)(static_cast<std::uint8_t>(value ? 1 : 0)); }
    void operator()(const LinkType& value) { (*this)(static_cast<std::uint32_t>(value)); }
    void operator()(const std::string& text) {
        const auto kept = std::string_view(text).substr(0, most);
        (*this)(static_cast<std::uint16_t>(kept.size()));
        append(std::as_bytes(std::span(kept)));
    }
    void operator()(const SettingText& word) {
        (*this)(word.key);
        (*this)(word.value);
    }
    template <typename Item>
    void operator()(const std::vector<Item>& list) {
        const auto kept = std::span(list).first(std::min(list.size(), most));
        (*this)(static_cast<std::uint16_t>(kept.size()));
        for (const Item& item : kept)
            (*this)(item);
    }
    template <typename Value>
    void operator()(const std::optional<Value>& value) {
        (*this)(value.has_value());
        if (value)
            (*this)(*value);
    }
    void operator()(const Error& error) {
        (*this)(static_cast<std::uint8_t>(error.kind));
        (*this)(std::bit_cast<std::uint32_t>(error.code));
        for (const auto* text : {&error.action, &error.object, &error.reason, &error.hint})
            (*this)(*text);
    }
    void rest(const Bytes& blocks) { append(blocks); }

    [[nodiscard]] std::vector<std::byte> take() && { return std::move(message_); }

private:
    void append(Bytes bytes) { message_.insert(message_.end(), bytes.begin(), bytes.end()); }

    std::vector<std::byte> message_;
};

/// Parses untrusted octets in the same order. After the first invalid value, the values that it returns mean nothing.
class Reader {
public:
    explicit Reader(Bytes message) : reader_(message) {}

    template <std::unsigned_integral Number>
    void operator()(Number& value) {
        value = static_cast<Number>(reader_.big(sizeof(Number)));
    }
    void operator()(bool& value) { value = below(2) == 1; }
    void operator()(LinkType& value) { value = static_cast<LinkType>(reader_.u32()); }
    void operator()(std::string& text) {
        const Bytes octets = reader_.take(reader_.u16());
        text.assign(reinterpret_cast<const char*>(octets.data()), octets.size());
    }
    void operator()(SettingText& word) {
        (*this)(word.key);
        (*this)(word.value);
    }
    template <typename Item>
    void operator()(std::vector<Item>& list) {
        // Every item takes octets, so a list that claims more items than there are octets fails before it takes memory.
        for (std::size_t left = reader_.u16(); left > 0 && isGood(); --left)
            (*this)(list.emplace_back());
    }
    template <typename Value>
    void operator()(std::optional<Value>& value) {
        bool isThere = false;
        (*this)(isThere);
        if (isThere)
            (*this)(value.emplace());
    }
    void operator()(Error& error) {
        error.kind = static_cast<ErrorKind>(below(static_cast<std::uint8_t>(ErrorKind::Gone) + 1));
        error.code = std::bit_cast<int>(reader_.u32());
        for (auto* text : {&error.action, &error.object, &error.reason, &error.hint})
            (*this)(*text);
    }
    void rest(Bytes& blocks) { blocks = reader_.take(reader_.remaining()); }

    [[nodiscard]] std::uint8_t below(std::uint8_t limit) {
        const std::uint8_t value = reader_.u8();
        isInRange_ = isInRange_ && value < limit;
        return value < limit ? value : 0;
    }
    [[nodiscard]] bool isGood() const noexcept { return isInRange_ && !reader_.overrun(); }
    [[nodiscard]] bool isWhole() const noexcept { return isGood() && reader_.atEnd(); }

private:
    ByteReader reader_;
    bool isInRange_ = true;
};

template <typename Message>
std::vector<std::byte> encodeMessage(const Message& message) {
    Writer writer;
    writer(static_cast<std::uint8_t>(message.index()));
    std::visit([&](const auto& each) { each.fields(each, writer); }, message);
    return std::move(writer).take();
}

/// An empty message of the kind with this number.
template <typename Message, std::size_t kind = 0>
Message messageOf(std::uint8_t wanted) {
    if constexpr (kind + 1 < std::variant_size_v<Message>) {
        if (wanted != kind)
            return messageOf<Message, kind + 1>(wanted);
    }
    return Message(std::in_place_index<kind>);
}

template <typename Message>
Result<Message> parse(Bytes octets) {
    Reader reader(octets);
    auto message = messageOf<Message>(reader.below(std::variant_size_v<Message>));
    std::visit([&](auto& each) { each.fields(each, reader); }, message);
    if (!reader.isWhole())
        return failure(ErrorKind::Damaged, "talk to", "tapscope-cli on another machine", "a message is malformed");
    return message;
}

} // namespace

std::vector<std::byte> encodeRequest(const Request& request) {
    return encodeMessage(request);
}

std::vector<std::byte> encodeReply(const Reply& reply) {
    return encodeMessage(reply);
}

Result<Request> parseRequest(Bytes message) {
    return parse<Request>(message);
}

Result<Reply> parseReply(Bytes message) {
    return parse<Reply>(message);
}

} // namespace tapscope::serve
