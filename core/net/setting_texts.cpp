#include <net/setting_texts.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tapscope {
namespace {

constexpr std::string_view removing = "remove-", ofPeer = "peer-";

std::unexpected<Error> invalid(const SettingText& text, std::string_view what) {
    return failure(ErrorKind::Invalid, "set", text.key, "\"" + text.value + "\" is not " + std::string(what));
}

Result<void> putName(std::optional<InterfaceName>& name, const SettingText& text) {
    auto parsed = InterfaceName::parse(text.value);
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    name = std::move(*parsed);
    return {};
}

Result<void> putKind(NewDevice& wish, const SettingText& text) {
    for (const DeviceKind kind : {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth, DeviceKind::Bridge}) {
        if (text.value == kindWord(kind)) {
            wish.kind = kind;
            return {};
        }
    }
    return invalid(text, "tap, tun, veth or bridge");
}

Result<void> putMultiQueue(NewDevice& wish, const SettingText& text) {
    if (text.value != "on" && text.value != "off")
        return invalid(text, "on or off");
    wish.multiQueue = text.value == "on";
    return {};
}

/// Offloads need a header. If the device has none yet, it gets the short one.
VirtioHeader& headerOf(NewDevice& wish) {
    return wish.virtioHeader ? *wish.virtioHeader : wish.virtioHeader.emplace();
}

Result<void> putHeader(NewDevice& wish, const SettingText& text) {
    if (text.value != "10" && text.value != "12")
        return invalid(text, "10 or 12");
    headerOf(wish).size = text.value == "12" ? VirtioHeader::Size::Long : VirtioHeader::Size::Short;
    return {};
}

Result<void> putOffload(NewDevice& wish, const SettingText& text) {
    VirtioHeader& header = headerOf(wish);
    header.checksum = true; // the other offloads require it
    const std::array<std::pair<std::string_view, bool*>, 4> offloads = {
        {{"csum", &header.checksum}, {"tso4", &header.tcp4}, {"tso6", &header.tcp6}, {"uso", &header.udp}}};
    for (const auto& [name, isOn] : offloads) {
        if (text.value == name) {
            *isOn = true;
            return {};
        }
    }
    return invalid(text, "csum, tso4, tso6 or uso");
}

struct Step {
    std::string_view key;
    Result<void> (*put)(NewDevice& wish, const SettingText& text);
};

constexpr auto steps = std::to_array<Step>({
    {"kind", putKind},
    {"name", [](NewDevice& wish, const SettingText& text) { return putName(wish.name, text); }},
    {"peer", [](NewDevice& wish, const SettingText& text) { return putName(wish.peer, text); }},
    {"multi-queue", putMultiQueue},
    {"virtio-header", putHeader},
    {"offload", putOffload},
});

Result<void> putChange(std::vector<DeviceChange>& changes, const SettingText& text) {
    auto change = parseDeviceChange(text);
    if (!change)
        return std::unexpected(std::move(change.error()));
    changes.push_back(std::move(*change));
    return {};
}

Result<void> put(NewDevice& wish, const SettingText& text) {
    if (const auto step = std::ranges::find(steps, text.key, &Step::key); step != steps.end())
        return step->put(wish, text);
    if (text.key.starts_with(ofPeer))
        return putChange(wish.peerChanges, {.key = text.key.substr(ofPeer.size()), .value = text.value});
    return putChange(wish.changes, text);
}

} // namespace

Result<DeviceChange> parseDeviceChange(const SettingText& text) {
    const bool isRemoved = text.key.starts_with(removing);
    const auto setting = findDeviceSetting(std::string_view(text.key).substr(isRemoved ? removing.size() : 0));
    if (!setting)
        return std::unexpected(setting.error());
    if (!isRemoved)
        return (*setting)->change(text.value);
    return (*setting)->isList() ? (*setting)->remove(text.value) : invalid(text, "in a list");
}

Result<NewDevice> parseNewDevice(std::span<const SettingText> texts) {
    NewDevice wish;
    for (const SettingText& text : texts) {
        if (auto done = put(wish, text); !done)
            return std::unexpected(std::move(done.error()));
    }
    if (hasDescriptor(wish.kind))
        wish.persistence = Persistence::Kept;
    for (auto* changes : {&wish.changes, &wish.peerChanges})
        putInOrder(*changes);
    return wish;
}

} // namespace tapscope
