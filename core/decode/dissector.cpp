#include <base/elapsed.h>
#include <base/offload_bytes.h>
#include <decode/decoder.h>
#include <decode/dissector.h>
#include <decode/field_text.h>
#include <decode/frame_protocol.h>
#include <decode/registry_tables.h>

#include <algorithm>

namespace tapscope {
namespace {

std::uint64_t nanoseconds(std::chrono::nanoseconds time) {
    return static_cast<std::uint64_t>(time.count());
}

} // namespace

void Dissector::dissect(const Frame& frame, const DissectionPlan& plan, Dissection& dissection,
                        const FrameFacts& facts) const {
    const auto& tables = *registry_->tables_;
    History* const learning =
        facts.learning != nullptr && frame.number == facts.learning->learned() + 1 ? facts.learning : nullptr;
    if (facts.learning != nullptr && learning == nullptr) // the frame is learned already, or not the next one
        dissection.clear(frame, plan, facts.learning, nullptr);
    else
        dissection.clear(frame, plan, facts.history, learning);
    if (learning != nullptr)
        learning->begin(frame.number);
    addFrameLayer(dissection, facts);
    const ProtocolId first =
        tables.tables[tables.linkTypeTable]->byKey.find(static_cast<std::uint32_t>(frame.linkType));
    const ProtocolId start = first == noProtocol || !tables.mayDecode(first, plan) ? tables.data : first;
    if (plan.isUseful(start) && !frame.bytes.empty())
        dissection.pending_.push_back({frame.bytes, 0, start, false});
    if (start == tables.data && dissection.columnsOpen()) {
        dissection.protocolColumn_ = "Data";
        dissection.info("{}, {} bytes", linkTypeName(frame.linkType), frame.bytes.size());
    }
    // The unfinished work is decoded before the frame's bytes, in a separate buffer.
    if (const ProtocolId offload = tables.tables[tables.offloadTable]->byKey.find(0);
        frame.offload != Offload{} && offload != noProtocol && !tables.hasFailed(offload) && plan.isUseful(offload)) {
        const auto header = dissection.derive(offloadSize);
        std::ranges::copy(offloadBytes(frame.offload), header.begin());
        dissection.buffers_.push_back({header, "Virtio network header"});
        dissection.pending_.push_back({header, 0, offload, false, 1});
    }
    // Each decoder pushes what follows its layer. The layers of one frame form a stack and are taken from its end.
    while (!dissection.pending_.empty() && dissection.layerCount_ < Dissection::maximumLayers) {
        const std::size_t below = dissection.pending_.size() - 1;
        decodeNext(dissection);
        std::reverse(dissection.pending_.begin() + static_cast<std::ptrdiff_t>(below), dissection.pending_.end());
    }
    dissection.finishProtocolColumn();
    if (plan.wantsTree() && plan.wants(tables.protocols[tables.undecoded].self))
        dissection.addUndecoded();
    dissection.sayWhatIsLeftOut(!dissection.pending_.empty());
    if (learning != nullptr)
        learning->end();
    // Only now is the list of layers complete.
    for (FieldValue& value : dissection.fields_) {
        if (value.field != tables.protocols[tables.frame].self + 1 + frame_protocol::Protocols)
            continue;
        value.textOffset = static_cast<std::uint32_t>(dissection.text_.size());
        for (const Layer& layer : dissection.layers().subspan(1)) {
            if (dissection.text_.size() > value.textOffset)
                dissection.text_.push_back(':');
            dissection.text_.insert(dissection.text_.end(), layer.name.begin(), layer.name.end());
        }
        value.textLength = static_cast<std::uint32_t>(dissection.text_.size()) - value.textOffset;
        value.hasMadeText = true;
    }
}

void Dissector::addFrameLayer(Dissection& d, const FrameFacts& facts) const {
    const Frame& frame = d.frame();
    const ProtocolId protocol = registry_->tables_->frame;
    d.enter(*registry_, protocol, ByteReader(frame.bytes));
    if (!d.wantsFields())
        return;
    using namespace frame_protocol;
    const ByteRange none{};
    d.layerLabel("Frame {}: {} bytes on wire, {} bytes captured{}{}{}", frame.number, frame.originalLength,
                 frame.bytes.size(),
                 frame.direction == Direction::Inbound    ? ", inbound"
                 : frame.direction == Direction::Outbound ? ", outbound"
                                                          : "",
                 facts.interfaceName.empty() ? "" : " on ", facts.interfaceName);
    d.add(InterfaceId, none, frame.interfaceId);
    if (!facts.interfaceName.empty())
        d.addText(InterfaceName, none, facts.interfaceName);
    d.add(FrameDirection, none, static_cast<std::uint64_t>(frame.direction));
    if (frame.time != noTime) {
        d.add(Time, none, nanoseconds(frame.time.time_since_epoch()));
        const std::uint64_t sinceEpoch = nanoseconds(frame.time.time_since_epoch());
        if (facts.epochText.empty())
            d.add(TimeEpoch, none, sinceEpoch);
        else
            d.addText(TimeEpoch, none, facts.epochText);
        if (d.wants(TimeEpoch))
            d.fields_.back().number = sinceEpoch;
    }
    if (facts.firstTime != Timestamp{} && facts.firstTime != noTime && facts.previousTime != noTime &&
        frame.time != noTime) {
        d.add(TimeDelta, none, nanoseconds(elapsed(facts.previousTime, frame.time)));
        d.add(TimeRelative, none, nanoseconds(elapsed(facts.firstTime, frame.time)));
    }
    d.add(Number, none, frame.number);
    d.add(Length, none, frame.originalLength);
    d.add(CapturedLength, none, frame.bytes.size());
    d.add(Marked, none, facts.marked ? 1 : 0);
    d.add(Ignored, none, facts.ignored ? 1 : 0);
    d.addText(Protocols, none, {});
    if (facts.comments) {
        for (const std::string& comment : *facts.comments)
            d.addText(Comment, none, comment);
    } else if (!frame.comment.empty()) {
        d.addText(Comment, none, frame.comment);
    }
}

void Dissector::decodeNext(Dissection& d) const {
    const auto& tables = *registry_->tables_;
    const Dissection::Pending& layer = d.pending_.back();
    const ProtocolId id = layer.protocol;
    const std::uint8_t buffer = layer.buffer;
    ByteReader bytes(layer.bytes, layer.offset);
    d.carrier_.insideError = layer.insideError;
    d.buffer_ = buffer;
    d.pending_.pop_back();
    const auto& protocol = tables.protocols[id];
    d.enter(*registry_, id, bytes);
    if (id == tables.data) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()),
                              static_cast<std::uint32_t>(bytes.remaining())};
        d.layerLabel("Data ({} byte{})", range.length, range.length == 1 ? "" : "s");
        d.addBytes(data_protocol::Data, range);
        d.add(data_protocol::Length, {}, range.length);
        return;
    }
    const std::size_t before = d.pending_.size();
    try {
        const DecodersAtWork::Visit visit(tables.atWork, id);
        protocol.decoder->decode(bytes, d);
    } catch (...) { // a fault of a plugin must not end the program, and its exception can be of any type
        tables.setFailed(id);
        d.pending_.resize(before);
        d.malformed("its decoder failed and is left out from now on");
        return;
    }
    if (!bytes.overrun())
        return;
    const bool cutByCapture =
        buffer == 0 && d.frame_.bytes.size() < d.frame_.originalLength && bytes.offset() >= d.frame_.bytes.size();
    const bool goesOn = d.carrier_.isStream || d.carrier_.isFragment;
    if (!cutByCapture && !goesOn) {
        d.malformed("it ends before its fields do");
        return;
    }
    d.truncated_ = cutByCapture;
    const ProtocolId note = cutByCapture ? tables.truncated : tables.unreassembled;
    if (const FieldId self = tables.protocols[note].self; d.plan_->wants(self)) {
        d.fields_.push_back({.field = self, .range = {}, .mark = FieldValue::Mark::Warning});
        d.lastAdded_ = static_cast<std::uint32_t>(d.fields_.size() - 1);
        if (cutByCapture)
            d.label("[Packet size limited during capture: {} truncated]", protocol.info->column);
        else
            d.label("[Unreassembled Packet: {}: continues in another frame]", protocol.info->column);
    }
    if (d.columnsOpen())
        d.infoAppend("{}", cutByCapture ? "[Packet size limited during capture]" : "[BoundErrorUnreassembled Packet]");
}

} // namespace tapscope
