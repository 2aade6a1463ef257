#include "database_decoders.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tapscope::resp {
namespace {

enum Field : std::uint16_t {
    String,
    Error,
    BulkString,
    BulkValue,
    BulkLength,
    Integer,
    Array,
    ArrayLength,
    Fragment,
};
constexpr std::array fields = {
    FieldInfo{.name = "resp.string", .title = "String", .type = FieldType::Text},
    FieldInfo{.name = "resp.error", .title = "Error", .type = FieldType::Text},
    FieldInfo{.name = "resp.bulk_string", .title = "Bulk String", .type = FieldType::Label},
    FieldInfo{.name = "resp.bulk_string.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "resp.bulk_string.length", .title = "Length", .type = FieldType::Signed},
    FieldInfo{.name = "resp.integer", .title = "Integer", .type = FieldType::Signed},
    FieldInfo{.name = "resp.array", .title = "Array", .type = FieldType::Label},
    FieldInfo{.name = "resp.array.length", .title = "Length", .type = FieldType::Signed},
    FieldInfo{.name = "resp.fragment", .title = "Fragment", .type = FieldType::Label},
};
constexpr std::uint32_t port = 6379;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "resp",
                           .title = "REdis Serialization Protocol",
                           .column = "RESP",
                           .fields = fields,
                           .hooks = hooks};

constexpr std::size_t deepest = 16; ///< levels of nested arrays; deeper elements are added at this level
constexpr std::size_t lineEnd = 2;
constexpr std::size_t longestWord = 100; ///< bytes shown in the Info column

std::int64_t numberIn(std::string_view line) noexcept {
    std::int64_t number = 0;
    std::from_chars(line.data() + 1, line.data() + line.size(), number);
    return number;
}

/// The number of elements still missing from each open array.
class OpenArrays {
public:
    [[nodiscard]] std::size_t depth() const noexcept { return depth_; }
    void begin(std::int64_t length) noexcept {
        if (length > 0 && depth_ < deepest)
            left_[depth_++] = length;
    }
    /// Ends an element, and the arrays whose last element it was.
    void endElement() noexcept {
        while (depth_ > 0 && --left_[depth_ - 1] == 0)
            --depth_;
    }

private:
    std::array<std::int64_t, deepest> left_{};
    std::size_t depth_ = 0;
};

class Reader {
public:
    Reader(ByteReader& bytes, Dissection& d, bool isRequest) : bytes_(bytes), d_(d), isRequest_(isRequest) {}

    void read() {
        while (!bytes_.atEnd()) {
            while (nests_.depth > arrays_.depth())
                nests_.close();
            const std::string_view line = withoutLineEnd(peekLine(bytes_));
            const std::size_t size = peekLine(bytes_).size();
            readElement(line, rangeAhead(bytes_, size), size);
        }
    }

private:
    /// The tree lines that contain elements, closed in reverse order.
    struct Nests {
        std::array<std::optional<Dissection::Nest>, deepest> open;
        std::size_t depth = 0;

        ~Nests() {
            while (depth > 0)
                close();
        }
        void close() { open[--depth].reset(); }
    };

    [[nodiscard]] bool isAlone() const noexcept { return arrays_.depth() == 0; }
    void tell(std::string_view word) {
        if (isAlone() ? !isRequest_ : isRequest_ && arrays_.depth() == 1)
            d_.infoAppend(" {}", PrintableText<longestWord * 4>(word).view());
    }

    void readElement(std::string_view line, ByteRange range, std::size_t size) {
        const std::string_view text = line.substr(std::min<std::size_t>(1, line.size()));
        switch (line.empty() ? '\0' : line[0]) {
        case '+':
            d_.addText(String, range, text);
            if (isAlone() && !isRequest_)
                tell(text);
            break;
        case '-':
            d_.addText(Error, range, text);
            d_.infoAppend(" Error: {}", PrintableText<longestWord * 4>(text).view());
            break;
        case ':':
            d_.add(Integer, range, static_cast<std::uint64_t>(numberIn(line)));
            if (isAlone() && !isRequest_)
                tell(text);
            break;
        case '$':
            bytes_.skip(size);
            readBulkString(numberIn(line), range);
            arrays_.endElement();
            return;
        case '*':
            bytes_.skip(size);
            readArray(numberIn(line), range);
            return;
        default:
            d_.addBytes(Fragment, range);
            d_.infoAppend(" [fragment]");
            break;
        }
        bytes_.skip(size);
        arrays_.endElement();
    }

    void readBulkString(std::int64_t length, ByteRange head) {
        const std::size_t size = length < 0 ? 0 : std::min(static_cast<std::size_t>(length), bytes_.remaining());
        const std::size_t end = length < 0 ? 0 : std::min(lineEnd, bytes_.remaining() - size);
        const Bytes rest = bytes_.rest().first(size);
        const std::string_view value(reinterpret_cast<const char*>(rest.data()), rest.size());
        const bool isText = std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        d_.addBytes(BulkString, {head.offset, head.length + static_cast<std::uint32_t>(size + end)});
        if (isText)
            d_.label("Bulk String: {}", length < 0 ? std::string_view("[NULL]") : value);
        const auto nest = d_.nest();
        d_.add(BulkLength, head, static_cast<std::uint64_t>(length));
        if (size > 0)
            d_.data(bytes_, BulkValue, size);
        bytes_.skip(end);
        if (length < 0)
            return;
        if (size < static_cast<std::size_t>(length) || end < lineEnd)
            d_.infoAppend(" [partial]");
        if (isText && size < longestWord)
            tell(value);
        else if (isAlone() || (isText && isRequest_ && arrays_.depth() == 1))
            d_.infoAppend(" BulkString({})", length);
    }

    void readArray(std::int64_t length, ByteRange range) {
        d_.addBytes(Array, range);
        d_.label("Array: Length {}", length);
        if (isAlone() && !isRequest_ && length > 0)
            d_.infoAppend(" Array({})", length);
        const std::size_t before = arrays_.depth();
        arrays_.begin(length);
        const bool isOpen = arrays_.depth() > before;
        if (isOpen)
            nests_.open[nests_.depth++].emplace(d_);
        {
            const auto nest =
                isOpen ? std::optional<Dissection::Nest>() : std::optional<Dissection::Nest>(std::in_place, d_);
            d_.add(ArrayLength, range, static_cast<std::uint64_t>(length));
        }
        if (!isOpen)
            arrays_.endElement();
    }

    ByteReader& bytes_;
    Dissection& d_;
    bool isRequest_;
    OpenArrays arrays_;
    Nests nests_;
};

} // namespace

const ProtocolInfo& RespDecoder::protocol() const noexcept {
    return info;
}

StreamMessage RespDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    // It would be parsed again with each segment: longer messages are decoded as they arrive.
    constexpr std::size_t longest = std::size_t{64} << 10;
    const StreamMessage goesOn = bytes.size() <= longest ? StreamMessage::later() : StreamMessage{};
    ByteReader reader(bytes);
    OpenArrays arrays;
    do {
        const std::string_view line = peekLine(reader);
        if (!line.ends_with('\n'))
            return goesOn;
        reader.skip(line.size());
        const std::int64_t number = line[0] == '*' || line[0] == '$' ? numberIn(line) : 0;
        if (line[0] == '*' && number > 0) {
            arrays.begin(number);
            continue;
        }
        if (line[0] == '$' && number >= 0) {
            const std::uint64_t size = static_cast<std::uint64_t>(number) + lineEnd;
            if (size > reader.remaining())
                return arrays.depth() > 0 ? goesOn : StreamMessage::of(reader.position() + size);
            reader.skip(size);
        }
        arrays.endElement();
    } while (arrays.depth() > 0 && !reader.atEnd());
    return arrays.depth() > 0 ? goesOn : StreamMessage::of(reader.position());
}

void RespDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isRequest = isToServer(d, port);
    d.info("{}:", isRequest ? "Request" : "Response");
    Reader(bytes, d, isRequest).read();
}

} // namespace tapscope::resp
