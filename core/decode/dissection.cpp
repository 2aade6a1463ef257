#include <decode/dissection.h>
#include <decode/registry_tables.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace tapscope {
namespace {

std::uint32_t small(std::size_t number) {
    return static_cast<std::uint32_t>(number);
}

// A frame's share, whatever its size, and the amount that each of its bytes adds. Ordinary frames stay far below. The
// densest ones, with the bit fields of short headers, have about one field per byte, and then only few bytes.
constexpr std::size_t leastFields = 512, leastText = std::size_t{16} << 10, leastReadAgain = std::size_t{4} << 10;
constexpr std::size_t bytesAField = 2, textAByte = 8, readAgainAByte = 2;
constexpr std::size_t longestLabel = 4096; ///< of one line in the tree

/// Returns the end of the last whole UTF-8 character of a text that is truncated there.
std::size_t characterEnd(std::string_view text, std::size_t size) noexcept {
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80)
        --size;
    return size;
}

/// Whether `part` begins in `whole`.
bool contains(Bytes whole, Bytes part) noexcept {
    const std::less<const std::byte*> before; // works for unrelated arrays, too
    return !before(part.data(), whole.data()) && before(part.data(), whole.data() + whole.size());
}

} // namespace

void Dissection::clear(const Frame& frame, const DissectionPlan& plan, const HistoryView& history,
                       History* learning) noexcept {
    frame_ = frame;
    plan_ = &plan;
    history_ = history.has(frame.number) ? history.history_ : nullptr;
    facts_ = history.factsOf(frame.number);
    learning_ = learning;
    wantsColumns_ = plan.wantsColumns();
    wantsTree_ = plan.wantsTree();
    malformed_ = truncated_ = false;
    parent_ = lastAdded_ = FieldValue::noParent;
    fields_.clear();
    text_.clear();
    pending_.clear();
    layerCount_ = 0;
    carrier_ = {.interface = frame.interfaceId};
    source_ = destination_ = {};
    protocolColumn_ = columnAround_ = {};
    infoLength_ = infoFence_ = 0;
    derived_.reset();
    fieldLimit_ = leastFields;
    textLimit_ = leastText;
    readAgainLimit_ = readAgainLeft_ = leastReadAgain;
    omittedFields_ = 0;
    depth_ = 0;
    isCut_ = false;
    allowFor(frame.bytes.size());
    buffers_.resize(1);
    buffers_.front() = {frame.bytes, "Frame"};
    buffer_ = 0;
    assemblies_.clear();
}

void Dissection::enter(const DecoderRegistry& registry, ProtocolId protocol, const ByteReader& bytes) {
    registry_ = &registry;
    protocol_ = protocol;
    const auto& entry = registry.tables_->protocols[protocol];
    firstField_ = entry.self + 1;
    wanted_ = plan_->wanted() + firstField_;
    wantsFields_ = plan_->wantsFieldsOf(protocol);
    parent_ = lastAdded_ = FieldValue::noParent;
    layerEndKnown_ = false;
    Layer& layer = addLayer(entry.info->abbreviation, protocol, {small(bytes.offset()), small(bytes.remaining())});
    if (plan_->wants(entry.self)) {
        layer.node = small(fields_.size());
        fields_.push_back({.field = entry.self, .range = layer.range, .buffer = buffer_});
        parent_ = wantsTree_ ? layer.node : FieldValue::noParent;
    }
    if (columnsOpen() && !entry.info->column.empty()) {
        protocolColumn_ = entry.info->column;
        infoLength_ = infoFence_;
    }
}

Layer& Dissection::addLayer(std::string_view name, ProtocolId protocol, ByteRange range) noexcept {
    // Member by member: a Layer that is built elsewhere and copied as a whole makes the copy wait for its members.
    Layer& layer = layers_[layerCount_++];
    layer.name = name;
    layer.protocol = protocol;
    layer.range = range;
    layer.node = FieldValue::noParent;
    layer.buffer = buffer_;
    return layer;
}

void Dissection::allowFor(std::size_t bytes) noexcept {
    fieldLimit_ += bytes / bytesAField;
    textLimit_ += bytes * textAByte;
    readAgainLimit_ += bytes * readAgainAByte;
    readAgainLeft_ += bytes * readAgainAByte;
}

std::size_t Dissection::roomForText() noexcept {
    return textLimit_ - std::min(textLimit_, text_.size());
}

std::size_t Dissection::work() const noexcept {
    constexpr std::size_t textAStep = 16;
    return fields_.size() + omittedFields_ + layerCount_ + (readAgainLimit_ - readAgainLeft_) +
           (text_.size() + infoLength_) / textAStep;
}

void Dissection::sayWhatIsLeftOut(bool areLayersLeft) {
    if (!areLayersLeft && !isCut())
        return;
    const FieldId self = registry_->tables_->protocols[registry_->tables_->cut].self;
    if (!plan_->wants(self))
        return;
    fields_.push_back({.field = self, .range = {}, .mark = FieldValue::Mark::Warning});
    lastAdded_ = small(fields_.size() - 1);
    textLimit_ = text_.size() + longestLabel; // enough for this line
    if (areLayersLeft)
        label("[… more layers: only the first {} are decoded]", maximumLayers);
    else if (omittedFields_ != 0)
        label("[… {} more fields: too many for a frame of this size]", omittedFields_);
    else
        label("[… more text: repeated or nested content is not shown in full]");
}

FieldValue& Dissection::record(Field field, ByteRange range) {
    if (field >= registry_->tables_->protocols[protocol_].info->fields.size())
        throw std::out_of_range("a field that the protocol does not declare"); // see Dissector::dissect()
    if (fields_.size() >= fieldLimit_) {
        ++omittedFields_;
        lastAdded_ = FieldValue::noParent;
        return omitted_;
    }
    lastAdded_ = small(fields_.size());
    fields_.push_back({.field = firstField_ + field, .range = range, .parent = parent_, .buffer = buffer_});
    return fields_.back();
}

Bytes Dissection::addTaken(ByteReader& bytes, Field field, std::size_t size) {
    const auto offset = small(bytes.offset());
    const bool whole = bytes.has(size);
    const Bytes taken = bytes.take(size);
    if (whole && isDerived(taken))
        addText(field, {offset, small(size)}, {reinterpret_cast<const char*>(taken.data()), taken.size()});
    else if (whole)
        addBytes(field, {offset, small(size)});
    return taken;
}

std::string_view Dissection::text(ByteReader& bytes, Field field, std::size_t size) {
    const Bytes taken = data(bytes, field, size);
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
}

void Dissection::addWanted(Field field, ByteRange range, std::uint64_t value) {
    if (!isInBuffer(range))
        return;
    FieldValue& added = record(field, range); // also checks the field
    const std::uint64_t mask = registry_->tables_->fields[firstField_ + field]->mask;
    added.number = mask == 0 ? value : (value & mask) >> std::countr_zero(mask);
}

bool Dissection::isDerived(Bytes bytes) const noexcept {
    return !bytes.empty() && !contains(buffers_[buffer_].bytes, bytes);
}

std::uint8_t Dissection::bufferOf(Bytes bytes) const noexcept {
    if (buffers_.size() == 1)
        return 0;
    const auto found = std::ranges::find_if(buffers_, [&](const Buffer& each) { return contains(each.bytes, bytes); });
    return found == buffers_.end() ? buffer_ : static_cast<std::uint8_t>(found - buffers_.begin());
}

ByteReader Dissection::readerOf(const Assembly& whole, std::string_view name) {
    const Bytes bytes(whole.bytes);
    const bool isKnown =
        std::ranges::any_of(buffers_, [&](const Buffer& each) { return each.bytes.data() == bytes.data(); });
    if (!isKnown && buffers_.size() < maximumBuffers) {
        buffers_.push_back({bytes, name});
        allowFor(bytes.size());
    }
    return ByteReader(bytes);
}

void Dissection::addBytes(Field field, ByteRange range) {
    lastAdded_ = FieldValue::noParent;
    if (wants(field) && isInBuffer(range))
        record(field, range);
}

void Dissection::addRest(Field field, const ByteReader& bytes) {
    lastAdded_ = FieldValue::noParent;
    if (!wants(field))
        return;
    record(field, {small(bytes.offset()), small(bytes.remaining())}).buffer = bufferOf(bytes.rest());
}

void Dissection::addText(Field field, ByteRange range, std::string_view made) {
    lastAdded_ = FieldValue::noParent;
    if (!wants(field) || !isInBuffer(range))
        return;
    FieldValue& value = record(field, range);
    const std::size_t size =
        lastAdded_ == FieldValue::noParent ? 0 : characterEnd(made, std::min(made.size(), roomForText()));
    isCut_ = isCut_ || (size < made.size() && lastAdded_ != FieldValue::noParent);
    value.textOffset = small(text_.size());
    value.textLength = small(size);
    value.hasMadeText = true;
    text_.insert(text_.end(), made.begin(), made.begin() + static_cast<std::ptrdiff_t>(size));
}

void Dissection::mark(FieldValue::Mark mark) noexcept {
    if (lastAdded_ != FieldValue::noParent)
        fields_[lastAdded_].mark = mark;
}

void Dissection::hide() noexcept {
    if (lastAdded_ != FieldValue::noParent)
        fields_[lastAdded_].hidden = true;
}

void Dissection::setLabel(std::uint32_t node, fmt::string_view format, fmt::format_args args) {
    const auto start = text_.size();
    const std::size_t room = std::min(roomForText(), longestLabel);
    fmt::vformat_to(std::back_inserter(text_), format, args);
    if (text_.size() - start > room) {
        text_.resize(start + characterEnd({text_.data() + start, text_.size() - start}, room));
        constexpr std::string_view more = "…";
        text_.insert(text_.end(), more.begin(), more.end());
        isCut_ = true;
    }
    fields_[node].labelOffset = small(start);
    fields_[node].labelLength = small(text_.size() - start);
}

Dissection::Nest::Nest(Dissection& dissection) noexcept : dissection_(dissection), before_(dissection.parent_) {
    if (!dissection.wantsTree_ || dissection.lastAdded_ == FieldValue::noParent)
        return;
    if (dissection.depth_ >= maximumDepth) {
        dissection.isCut_ = true;
        return;
    }
    isDeeper_ = true;
    ++dissection.depth_;
    dissection.parent_ = dissection.lastAdded_;
}

Dissection::Nest::~Nest() {
    dissection_.parent_ = before_;
    if (isDeeper_)
        --dissection_.depth_;
}

void Dissection::passThrough(std::string_view name) {
    if (layerCount_ < maximumLayers)
        addLayer(name, noProtocol, {});
    if (!plan_->wantsSteps())
        return;
    const ProtocolId step = registry_->findProtocol(name);
    const bool isStep = step != noProtocol && registry_->tables_->protocols[step].isStep;
    if (isStep && plan_->wants(registry_->protocolField(step)))
        fields_.push_back({.field = registry_->protocolField(step), .hidden = true});
}

void Dissection::malformed(std::string_view why) {
    if (!std::exchange(malformed_, true))
        textLimit_ = std::max(textLimit_, text_.size() + longestLabel); // enough for this one line
    const FieldId self = registry_->tables_->protocols[registry_->tables_->malformed].self;
    if (plan_->wants(self) && fields_.size() < fieldLimit_ + maximumLayers) {
        const Layer& layer = layers_[layerCount_ - 1];
        fields_.push_back(
            {.field = self, .range = layer.range, .mark = FieldValue::Mark::Error, .buffer = layer.buffer});
        lastAdded_ = small(fields_.size() - 1);
        label("[Malformed Packet: {}: {}]", registry_->protocol(protocol_).title, why);
    }
    if (columnsOpen())
        infoAppend("{}", "[Malformed Packet]");
}

void Dissection::layerLength(std::size_t length) noexcept {
    layerEndKnown_ = true;
    for (std::size_t i = layerCount_; i-- > 0;) {
        if (layers_[i].protocol != protocol_)
            continue;
        layers_[i].range.length = small(length);
        if (layers_[i].node != FieldValue::noParent)
            fields_[layers_[i].node].range.length = small(length);
        return;
    }
}

std::string_view Dissection::madeText(const FieldValue& value) const noexcept {
    return {text_.data() + value.textOffset, value.textLength};
}

std::string_view Dissection::label(const FieldValue& value) const noexcept {
    return {text_.data() + value.labelOffset, value.labelLength};
}

Bytes Dissection::bytesOf(const FieldValue& value) const noexcept {
    if (value.hasMadeText)
        return std::as_bytes(std::span(text_).subspan(value.textOffset, value.textLength));
    const Bytes all = buffers_[value.buffer].bytes;
    const std::size_t size = all.size();
    const std::size_t offset = std::min<std::size_t>(value.range.offset, size);
    return all.subspan(offset, std::min<std::size_t>(value.range.length, size - offset));
}

} // namespace tapscope
