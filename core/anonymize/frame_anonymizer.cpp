#include <inject/packet_checksums.h>

#include <anonymize/frame_anonymizer.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {
namespace {

/// Parts of the names of fields whose text identifies people, hosts or programs.
constexpr std::array<std::string_view, 24> identifyingParts = {
    "name",          "host", "user",  "server", "domain", "uri",     "url",     "cookie",
    "authorization", "pass", "realm", "from",   "to",     "contact", "call-id", "mail",
    "agent",         "path", "file",  "txt",    "login",  "owner",   "message", "client"};

bool isTelling(const FieldInfo& field) {
    if (field.type != FieldType::Text)
        return false;
    std::string lower(field.name);
    std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(identifyingParts,
                               [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

/// Protocols whose headers are followed by payload.
constexpr std::array<std::string_view, 5> transports = {"tcp", "udp", "sctp", "icmp", "icmpv6"};

} // namespace

FrameAnonymizer::FrameAnonymizer(const DecoderRegistry& registry, const AnonymizeOptions& options)
    : registry_(registry), options_(options), dissector_(registry), plan_(DissectionPlan::tree(registry)),
      scrambler_(KeyedPermutation::random(), options.prefixes), hasName_(registry.fieldCount()) {
    for (FieldId id = 0; id < registry.fieldCount(); ++id)
        hasName_[id] = isTelling(registry.field(id)) ? 1 : 0;
}

void FrameAnonymizer::replaceField(const FieldValue& value) {
    if (value.buffer != 0 || std::size_t{value.range.offset} + value.range.length > bytes_.size())
        return; // reassembled bytes are replaced in the frames that carried them
    const std::span<std::byte> place = std::span(bytes_).subspan(value.range.offset, value.range.length);
    // Several fields may show the same bytes, so the original bytes are the ones to replace.
    const Bytes original = dissection_.frame().bytes.subspan(value.range.offset, value.range.length);
    const auto replaced = [&](auto&& replace) {
        std::ranges::copy(original, place.begin());
        replace();
        ++report_.addresses;
    };
    switch (registry_.field(value.field).type) {
    case FieldType::Mac:
        if (place.size() == 6)
            replaced([&] { scrambler_.mac(place.first<6>()); });
        break;
    case FieldType::Ipv4:
        if (place.size() == 4)
            replaced([&] { scrambler_.ipv4(place.first<4>()); });
        break;
    case FieldType::Ipv6:
        if (place.size() == 16)
            replaced([&] { scrambler_.ipv6(place.first<16>()); });
        break;
    case FieldType::Text:
        if (hasName_[value.field] != 0 && !place.empty()) {
            std::ranges::copy(original, place.begin());
            scrambler_.text(place);
            ++report_.names;
        }
        break;
    default:
        break;
    }
}

/// Returns where the payload begins: after the last transport header, or at the first bytes without a decoder. The
/// frame's size if there is none.
std::size_t FrameAnonymizer::payloadStart() const {
    const std::size_t size = dissection_.frame().bytes.size();
    std::size_t start = size;
    for (const FieldValue& value : dissection_.fields()) {
        if (value.parent != FieldValue::noParent || value.buffer != 0)
            continue;
        const auto protocol = registry_.protocol(registry_.protocolOf(value.field)).abbreviation;
        if (protocol == "data")
            return std::min<std::size_t>(start, value.range.offset);
        if (std::ranges::find(transports, protocol) != transports.end())
            start = std::min<std::size_t>(size, std::size_t{value.range.offset} + value.range.length);
        else if (start < size && value.range.offset >= start && protocol != "ip" && protocol != "ipv6" &&
                 protocol != "eth")
            return start;
    }
    return start;
}

Frame FrameAnonymizer::anonymize(const Frame& frame) {
    ++report_.frames;
    dissector_.dissect(frame, plan_, dissection_);
    bytes_.assign(frame.bytes.begin(), frame.bytes.end());
    for (const FieldValue& value : dissection_.fields())
        replaceField(value);
    correctChecksums(bytes_, frame.linkType);
    const std::size_t start = payloadStart();
    if (options_.payload == AnonymizeOptions::Payload::Cut && start < bytes_.size()) {
        bytes_.resize(start);
        ++report_.cut;
    } else if (start < bytes_.size()) {
        ++report_.withPayload;
    }
    Frame shown = frame;
    shown.bytes = bytes_;
    shown.comment = {};
    if (!frame.comment.empty())
        ++report_.commentsRemoved;
    return shown;
}

CaptureInterface FrameAnonymizer::anonymize(const CaptureInterface& interface) {
    CaptureInterface shown{.linkType = interface.linkType, .snapLength = interface.snapLength};
    shown.name = "if" + std::to_string(interfaces_++);
    return shown;
}

} // namespace tapscope
