#include <base/printable_text.h>
#include <decode/frame_protocol.h>
#include <decode/registry.h>
#include <decode/registry_tables.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr const char* action = "register the protocol";

/// Names are shown without escaping, on terminals, too, so they must be printable.
bool isShowable(std::string_view text) {
    return isPlainAscii(text) || printable(text) == text;
}

/// Names are typed in filters and shown everywhere.
bool isName(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

Result<void> checkFields(const ProtocolInfo& info) {
    const auto refuse = [&](std::string_view field, const char* reason) {
        return failure(ErrorKind::Invalid, action, info.abbreviation, std::string(field) + ": " + reason);
    };
    if (info.abbreviation.empty() || info.title.empty())
        return failure(ErrorKind::Invalid, action, info.abbreviation, "it has no abbreviation or title");
    if (!isName(info.abbreviation))
        return refuse(info.abbreviation, "a name consists of letters, digits, '.', '_' and '-'");
    if (!isShowable(info.title) || !isShowable(info.column))
        return failure(ErrorKind::Invalid, action, info.abbreviation,
                       "its names have characters that are not printable");
    for (const auto& field : info.fields) {
        if (field.name.empty() || field.title.empty())
            return refuse(field.name, "a field needs a name and a title");
        if (!isName(field.name) || (!field.alias.empty() && !isName(field.alias)))
            return refuse(field.name, "a name consists of letters, digits, '.', '_' and '-'");
        if (!isShowable(field.title) || !isShowable(field.unit))
            return refuse(field.name, "its names have characters that are not printable");
        if (!std::ranges::is_sorted(field.values, {}, &ValueName::value))
            return refuse(field.name, "its value names are not sorted by value");
    }
    return {};
}

} // namespace

std::uint32_t DecoderRegistry::Tables::table(std::string_view name) {
    if (const auto found = tableByName.find(name); found != tableByName.end())
        return found->second;
    const auto id = static_cast<std::uint32_t>(tables.size());
    tables.push_back(std::make_unique<Table>(Table{.name = std::string(name)}));
    tableByName.emplace(tables.back()->name, id);
    return id;
}

ProtocolId DecoderRegistry::Tables::add(const ProtocolInfo& info, const Decoder* decoder) {
    const auto id = static_cast<ProtocolId>(protocols.size());
    Protocol protocol{.decoder = decoder, .info = &info, .self = static_cast<FieldId>(fields.size())};
    selfFields.push_back({.name = info.abbreviation, .title = info.title, .type = FieldType::Protocol});
    const auto addField = [&](const FieldInfo& field) {
        const auto fieldId = static_cast<FieldId>(fields.size());
        fields.push_back(&field);
        protocolOfField.push_back(id);
        byName[field.name].push_back(fieldId);
        if (!field.alias.empty())
            byName[field.alias].push_back(fieldId);
    };
    addField(selfFields.back());
    for (const auto& field : info.fields)
        addField(field);
    for (const auto name : info.tables) {
        protocol.tables.push_back(table(name));
        tables[protocol.tables.back()]->callers.push_back(id);
    }
    for (const auto& hook : info.hooks) {
        Table& target = *tables[table(hook.table)];
        ProtocolId& place = target.byKey[hook.key];
        if (place == noProtocol)
            place = id;
        else if (place != id)
            target.laterByKey[hook.key].push_back(id);
    }
    for (const auto name : info.heuristics)
        tables[table(name)]->heuristics.push_back(id);
    protocols.push_back(std::move(protocol));
    failed.push_back(0);
    byAbbreviation.insert_or_assign(info.abbreviation, id); // a protocol takes over the name of a step
    for (const auto name : info.steps)
        addStep(name);
    return id;
}

void DecoderRegistry::Tables::addStep(std::string_view name) {
    if (byAbbreviation.contains(name))
        return;
    stepInfos.push_back({.abbreviation = name, .title = name, .column = ""});
    protocols[add(stepInfos.back(), nullptr)].isStep = true;
}

DecoderRegistry::DecoderRegistry() : tables_(std::make_unique<Tables>()) {
    tables_->linkTypeTable = tables_->table("linktype");
    tables_->offloadTable = tables_->table("frame.offload");
    tables_->frame = tables_->add(frame_protocol::info, nullptr);
    tables_->data = tables_->add(data_protocol::info, nullptr);
    tables_->malformed = tables_->add(malformedProtocol, nullptr);
    tables_->truncated = tables_->add(truncatedProtocol, nullptr);
    tables_->unreassembled = tables_->add(unreassembledProtocol, nullptr);
    tables_->cut = tables_->add(cutProtocol, nullptr);
    tables_->undecoded = tables_->add(undecodedProtocol, nullptr);
    tables_->addStep("ethertype");
}

DecoderRegistry::~DecoderRegistry() {
    tables_->users->waitForNone();
}

Result<void> DecoderRegistry::check(const Decoder& decoder) const {
    const ProtocolInfo& info = decoder.protocol();
    if (auto fits = checkFields(info); !fits)
        return fits;
    const ProtocolId known = findProtocol(info.abbreviation);
    if (known != noProtocol && !tables_->protocols[known].isStep)
        return failure(ErrorKind::NameTaken, action, info.abbreviation, "another decoder has that name already");
    if (tables_->protocols.size() >= noProtocol)
        return failure(ErrorKind::NoSpace, action, info.abbreviation, "there are too many protocols");
    return {};
}

Result<ProtocolId> DecoderRegistry::add(const Decoder& decoder) {
    if (auto fits = check(decoder); !fits)
        return std::unexpected(fits.error());
    return tables_->add(decoder.protocol(), &decoder);
}

std::size_t DecoderRegistry::protocolCount() const noexcept {
    return tables_->protocols.size();
}
const ProtocolInfo& DecoderRegistry::protocol(ProtocolId id) const noexcept {
    return *tables_->protocols[id].info;
}

ProtocolId DecoderRegistry::findProtocol(std::string_view abbreviation) const noexcept {
    const auto found = tables_->byAbbreviation.find(abbreviation);
    return found == tables_->byAbbreviation.end() ? noProtocol : found->second;
}

FieldId DecoderRegistry::protocolField(ProtocolId id) const noexcept {
    return tables_->protocols[id].self;
}
std::size_t DecoderRegistry::fieldCount() const noexcept {
    return tables_->fields.size();
}
const FieldInfo& DecoderRegistry::field(FieldId id) const noexcept {
    return *tables_->fields[id];
}
ProtocolId DecoderRegistry::protocolOf(FieldId id) const noexcept {
    return tables_->protocolOfField[id];
}

std::span<const FieldId> DecoderRegistry::find(std::string_view name) const noexcept {
    const auto found = tables_->byName.find(name);
    return found == tables_->byName.end() ? std::span<const FieldId>{} : found->second;
}

std::vector<std::string_view> DecoderRegistry::namesBeginningWith(std::string_view prefix) const {
    std::vector<std::string_view> names;
    for (const auto& [name, ids] : tables_->byName) {
        if (name.starts_with(prefix))
            names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

std::vector<std::string_view> DecoderRegistry::failedDecoders() const {
    std::vector<std::string_view> names;
    for (std::size_t id = 0; id < tables_->protocols.size(); ++id) {
        if (tables_->hasFailed(static_cast<ProtocolId>(id)))
            names.push_back(tables_->protocols[id].info->abbreviation);
    }
    return names;
}

void DecoderRegistry::leaveOut(ProtocolId id) const noexcept {
    tables_->setFailed(id);
}

DecodersAtWork& DecoderRegistry::atWork() const noexcept {
    return tables_->atWork;
}

const std::shared_ptr<RegistryUsers>& DecoderRegistry::users() const noexcept {
    return tables_->users;
}

ProtocolId DecoderRegistry::lookUp(std::string_view table, std::uint32_t key) const noexcept {
    const auto found = tables_->tableByName.find(table);
    return found == tables_->tableByName.end() ? noProtocol : tables_->tables[found->second]->byKey.find(key);
}

} // namespace tapscope
