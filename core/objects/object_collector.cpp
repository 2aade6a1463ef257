#include <base/printable_text.h>
#include <decode/field_text.h>

#include <objects/content_coding.h>
#include <objects/object_collector.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace tapscope {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 9> httpFields = {"http",
                                                        "http.request.method",
                                                        "http.host",
                                                        "http.request.uri",
                                                        "http.content_type",
                                                        "http.content_encoding",
                                                        "http.request_in",
                                                        "http.chunk_size",
                                                        "http.file_data"};
constexpr std::array<std::string_view, 9> tftpFields = {"udp.payload",           "tftp.opcode", "tftp.source_file",
                                                        "tftp.destination_file", "tftp.block",  "tftp.option.name",
                                                        "tftp.option.value",     "udp.srcport", "udp.dstport"};
constexpr std::array<std::string_view, 2> mailFields = {"smtp.message", "tcp.srcport"};

Names fieldsOf(ObjectProtocol protocol) {
    switch (protocol) {
    case ObjectProtocol::Http:
        return httpFields;
    case ObjectProtocol::Tftp:
        return tftpFields;
    case ObjectProtocol::Mail:
        break;
    }
    return mailFields;
}

/// The part of a path after its last slash.
std::string_view lastPart(std::string_view uri) {
    while (uri.ends_with('/'))
        uri.remove_suffix(1);
    const auto slash = uri.rfind('/');
    return slash == std::string_view::npos ? uri : uri.substr(slash + 1);
}

bool isSameWord(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

void removeLineEnd(std::vector<std::byte>& bytes) {
    for (const char c : {'\n', '\r'}) {
        if (!bytes.empty() && bytes.back() == static_cast<std::byte>(c))
            bytes.pop_back();
    }
}

/// The contents of chunks (RFC 9112 section 7.1), which follow the lines with their sizes.
std::vector<std::byte> withoutChunks(const Dissection& dissection, const std::vector<const FieldValue*>& chunks) {
    std::vector<std::byte> joined;
    for (const FieldValue* chunk : chunks) {
        const Bytes all = dissection.buffers()[chunk->buffer].bytes;
        const std::size_t start = std::min<std::size_t>(chunk->range.offset + chunk->range.length, all.size());
        const Bytes content = all.subspan(start, std::min<std::size_t>(chunk->number, all.size() - start));
        joined.insert(joined.end(), content.begin(), content.end());
    }
    return joined;
}

} // namespace

ObjectCollector::ObjectCollector(const DecoderRegistry& registry, ObjectProtocol protocol)
    : registry_(registry), protocol_(protocol) {
    for (const std::string_view name : fieldsOf(protocol)) {
        const auto found = registry.find(name);
        byName_.emplace(name, found.empty() ? noField : found.front());
        if (!found.empty())
            fields_.push_back(found.front());
    }
}

const FieldValue* ObjectCollector::find(const Dissection& dissection, std::string_view name) const {
    const auto known = byName_.find(name);
    if (known == byName_.end() || known->second == noField)
        return nullptr;
    const FieldValue* found = nullptr;
    for (const FieldValue& value : dissection.fields()) {
        if (value.field == known->second)
            found = &value;
    }
    return found;
}

std::string ObjectCollector::text(const Dissection& dissection, std::string_view name) const {
    std::string made;
    if (const FieldValue* const value = find(dissection, name))
        appendValue(made, registry_, dissection, *value);
    return made;
}

void ObjectCollector::take(const Dissection& dissection) {
    switch (protocol_) {
    case ObjectProtocol::Http:
        return takeHttp(dissection);
    case ObjectProtocol::Tftp:
        return takeTftp(dissection);
    case ObjectProtocol::Mail:
        return takeMail(dissection);
    }
}

bool ObjectCollector::grow(CapturedObject& object, Bytes bytes) {
    if (bytes.size() > mostBytes - bytes_) {
        object.isWhole = false;
        return false;
    }
    bytes_ += bytes.size();
    object.bytes.insert(object.bytes.end(), bytes.begin(), bytes.end());
    return true;
}

void ObjectCollector::keep(CapturedObject object) {
    if (objects_.size() < mostObjects)
        objects_.push_back(std::move(object));
    else
        ++leftOut_;
}

void ObjectCollector::takeHttp(const Dissection& dissection) {
    const auto is = [this](const FieldValue& value, std::string_view name) {
        return value.field != noField && value.field == byName_.at(name);
    };
    const auto textOf = [&](const FieldValue& value) {
        std::string made;
        appendValue(made, registry_, dissection, value);
        return made;
    };
    // A frame may complete several messages.
    HttpMessage message;
    for (const FieldValue& value : dissection.fields()) {
        if (is(value, "http"))
            endMessage(dissection, std::exchange(message, {}));
        else if (is(value, "http.request.method"))
            message.isRequest = true;
        else if (is(value, "http.host"))
            message.host = textOf(value);
        else if (is(value, "http.request.uri"))
            message.uri = textOf(value);
        else if (is(value, "http.content_type"))
            message.type = textOf(value);
        else if (is(value, "http.content_encoding"))
            message.coding = textOf(value);
        else if (is(value, "http.request_in"))
            message.requestIn = value.number;
        else if (is(value, "http.chunk_size"))
            message.chunks.push_back(&value);
        else if (is(value, "http.file_data"))
            message.body = &value;
    }
    endMessage(dissection, std::move(message));
}

void ObjectCollector::endMessage(const Dissection& dissection, HttpMessage message) {
    const FrameNumber number = dissection.frame().number;
    const FrameNumber asked = message.requestIn != 0 ? message.requestIn : number;
    if (message.isRequest) {
        if (requests_.size() >= mostRequests)
            requests_.erase(requests_.begin());
        requests_.insert_or_assign(number, Request{message.host, message.uri});
    }
    if (message.body == nullptr)
        return;
    CapturedObject object{.frame = number, .host = {}, .type = std::move(message.type), .name = {}, .bytes = {}};
    if (const auto request = requests_.find(asked); request != requests_.end()) {
        object.host = request->second.host;
        object.name = lastPart(request->second.uri);
    }
    std::vector<std::byte> joined;
    Bytes body = dissection.bytesOf(*message.body);
    if (!message.chunks.empty()) {
        joined = withoutChunks(dissection, message.chunks);
        object.isWhole = joined.size() == body.size(); // a frame has a limited number of fields
        body = joined;
    }
    const auto unpacked = decodedContent(body, message.coding, mostBytes - bytes_);
    if (grow(object, unpacked ? Bytes(*unpacked) : body))
        keep(std::move(object));
    else
        ++leftOut_;
}

void ObjectCollector::takeTftp(const Dissection& dissection) {
    enum Opcode : std::uint16_t { ReadRequest = 1, WriteRequest, Data, OptionAcknowledgement = 6 };
    const FieldValue* const opcode = find(dissection, "tftp.opcode");
    const FieldValue* const source = find(dissection, "udp.srcport");
    const FieldValue* const destination = find(dissection, "udp.dstport");
    if (opcode == nullptr || source == nullptr || destination == nullptr)
        return;
    const FrameNumber number = dissection.frame().number;
    // The client keeps its port for the transfer; the server chooses another one when it answers.
    const Key bySource{dissection.sourceColumn().words, source->number};
    const Key byDestination{dissection.destinationColumn().words, destination->number};
    if (opcode->number == ReadRequest || opcode->number == WriteRequest) {
        if (transfers_.size() >= mostAtOnce && !transfers_.contains(bySource)) {
            ++leftOut_;
            return;
        }
        const bool isRead = opcode->number == ReadRequest;
        Transfer& begun = transfers_[bySource] = {};
        begun.object.frame = number;
        begun.object.host = ColumnText(dissection.destinationColumn()).view();
        begun.object.name = lastPart(text(dissection, isRead ? "tftp.source_file" : "tftp.destination_file"));
        return;
    }
    auto transfer = transfers_.find(bySource);
    if (transfer == transfers_.end())
        transfer = transfers_.find(byDestination);
    if (transfer == transfers_.end())
        return;
    if (opcode->number == OptionAcknowledgement) {
        takeBlockSize(dissection, transfer->second);
        return;
    }
    const FieldValue* const block = find(dissection, "tftp.block");
    const FieldValue* const payload = find(dissection, "udp.payload");
    if (opcode->number != Data || block == nullptr || payload == nullptr)
        return;
    constexpr std::size_t header = 4;
    constexpr std::uint64_t wrap = 0x1'0000; // after block 65,535 comes block 0
    const Bytes all = dissection.bytesOf(*payload);
    const Bytes data = all.subspan(std::min(header, all.size()));
    CapturedObject& object = transfer->second.object;
    std::uint64_t& next = transfer->second.nextBlock;
    if (block->number != next % wrap) {
        const bool isRepeated = block->number == (next + wrap - 1) % wrap;
        object.isWhole = object.isWhole && isRepeated; // otherwise, a block is missing
        return;
    }
    ++next;
    object.frame = number;
    const bool isKept = grow(object, data);
    std::size_t& blockSize = transfer->second.blockSize;
    if (data.size() >= blockSize && isKept) {
        blockSize = data.size(); // the frame that negotiated this size is missing
        return;
    }
    keep(std::move(object));
    transfers_.erase(transfer);
}

void ObjectCollector::takeBlockSize(const Dissection& dissection, Transfer& transfer) const {
    std::string name;
    for (const FieldValue& value : dissection.fields()) {
        if (value.field == noField)
            continue;
        if (value.field == byName_.at("tftp.option.name")) {
            name.clear();
            appendValue(name, registry_, dissection, value);
        } else if (value.field == byName_.at("tftp.option.value") && isSameWord(name, "blksize")) {
            std::string size;
            appendValue(size, registry_, dissection, value);
            std::uint16_t agreed = 0;
            if (std::from_chars(size.data(), size.data() + size.size(), agreed).ec == std::errc{} && agreed > 0)
                transfer.blockSize = agreed;
        }
    }
}

void ObjectCollector::takeMail(const Dissection& dissection) {
    const FieldValue* const source = find(dissection, "tcp.srcport");
    const FieldId line = byName_.at("smtp.message");
    if (source == nullptr || line == noField)
        return;
    const Key key{dissection.sourceColumn().words, source->number};
    for (const FieldValue& value : dissection.fields()) {
        if (value.field != line)
            continue;
        Bytes bytes = dissection.bytesOf(value);
        const std::string_view said(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (transfers_.size() >= mostAtOnce && !transfers_.contains(key)) {
            ++leftOut_;
            return;
        }
        auto& object = transfers_[key].object;
        object.frame = dissection.frame().number;
        object.type = "message/rfc822";
        // A field is a line, or the part of one that a segment has.
        const bool isLineStart = object.bytes.empty() || object.bytes.back() == std::byte{'\n'};
        if (isLineStart && (said == ".\r\n" || said == ".\n")) {
            removeLineEnd(object.bytes); // other programs, too, count it as part of the end of the data
            keep(std::move(object));
            transfers_.erase(key);
            continue;
        }
        constexpr std::string_view subject = "subject:";
        const bool isSubject =
            object.name.empty() && said.size() > subject.size() && isSameWord(said.substr(0, subject.size()), subject);
        if (isSubject) {
            auto rest = said.substr(subject.size());
            while (rest.starts_with(' '))
                rest.remove_prefix(1);
            object.name = printable(rest.substr(0, rest.find_first_of("\r\n"))) + ".eml";
        }
        if (isLineStart && said.starts_with('.')) // RFC 5321 section 4.5.2
            bytes = bytes.subspan(1);
        static_cast<void>(grow(object, bytes)); // an error marks the object as incomplete
    }
}

void ObjectCollector::finish() {
    for (auto& [key, transfer] : transfers_) {
        if (transfer.object.bytes.empty())
            continue;
        transfer.object.isWhole = false;
        keep(std::move(transfer.object));
    }
    transfers_.clear();
}

} // namespace tapscope
