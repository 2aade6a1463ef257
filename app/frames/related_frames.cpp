#include "related_frames.h"

#include <analysis/depended_frames.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {
namespace {

using Kind = RelatedFrame::Kind;

bool endsWithAny(std::string_view name, std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

/// Decides by the field's name; the names are Wireshark's.
Kind kindOf(std::string_view field) {
    if (endsWithAny(field, {"request_in", "request_frame", ".resp_to", ".query_in", ".response_to"}))
        return Kind::Request;
    if (endsWithAny(field, {"response_in", ".resp_in", "response_frame"}))
        return Kind::Response;
    if (endsWithAny(field, {"acks_frame"}))
        return Kind::Acknowledged;
    if (namesOtherPart(field))
        return Kind::Part;
    return Kind::Other;
}

} // namespace

FrameNumber linkedFrame(const DissectedFrame& frame, const FieldValue& value) {
    const FieldInfo& info = frame.registry().field(value.field);
    const bool isLink =
        info.type == FieldType::Unsigned && info.fromHistory &&
        (info.name == "tcp.segment" || endsWithAny(info.name, {"_in", ".in", "_to", "_frame", ".fragment"}));
    return isLink ? value.number : 0;
}

std::vector<RelatedFrame> relatedFrames(const DissectedFrame& frame) {
    std::vector<RelatedFrame> related;
    for (const FieldValue& value : frame.dissection().fields()) {
        if (value.field == noField)
            continue;
        if (const FrameNumber number = linkedFrame(frame, value);
            number != 0 && number != frame.dissection().frame().number)
            related.push_back({number, kindOf(frame.registry().field(value.field).name)});
    }
    std::ranges::stable_sort(related, {}, &RelatedFrame::number);
    const auto twice = std::ranges::unique(related, {}, &RelatedFrame::number);
    related.erase(twice.begin(), twice.end());
    return related;
}

} // namespace tapscope
