#include <net/device_setting.h>
#include <net/user_name.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace tapscope {
namespace {

using Type = DeviceSetting::Type;
using Value = DeviceSetting::Value;
using Values = std::vector<Value>;
using Change = Result<DeviceChange>;

constexpr std::size_t longestAlias = 255;           // bytes: IFALIASZ without the terminator
constexpr std::size_t longestAlternativeName = 127; // bytes: ALTIFNAMSIZ without the terminator

std::unexpected<Error> wrong(ErrorKind kind, std::string_view text, std::string_view reason,
                             std::string_view hint = {}) {
    return failure(kind, "use", fmt::format("\"{}\"", text), reason, hint);
}

/// Marks a text that the window translates for lupdate.
constexpr std::string_view marked(const char* /*context*/, const char* text) {
    return text;
}

bool isNone(std::string_view text) {
    return text.empty() || text == "none";
}

bool everyKind(DeviceKind /*kind*/) {
    return true;
}
bool isEthernet(DeviceKind kind) {
    return kind != DeviceKind::Tun;
}
/// Whether a bridge accepts this kind of device as a port.
bool canBePort(DeviceKind kind) {
    return kind == DeviceKind::Tap || kind == DeviceKind::Veth;
}

template <typename... Changes>
bool covers(const DeviceChange& change) {
    return (std::holds_alternative<Changes>(change) || ...);
}

/// Makes a change from a parsed value.
template <typename Wrapped, typename Parsed>
Change as(Result<Parsed> parsed) {
    if (!parsed)
        return std::unexpected(std::move(parsed.error()));
    return Wrapped{std::move(*parsed)};
}

/// Parses "on" or "off" as an enumeration with these two values.
template <typename Enumeration>
Change changeSwitch(std::string_view text) {
    if (text != "on" && text != "off")
        return wrong(ErrorKind::Invalid, text, "it is neither on nor off");
    return static_cast<Enumeration>(text == "on" ? 1 : 0);
}

template <typename Wrapped>
Change changeNumber(std::string_view text) {
    std::uint32_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc::result_out_of_range)
        return wrong(ErrorKind::OutOfRange, text, "it is larger than 4294967295");
    if (error != std::errc{} || stopped != end)
        return wrong(ErrorKind::Invalid, text, "it is not a number");
    return Wrapped{number};
}

/// Also accepts 525400123456 and 5254.0012.3456, as hypervisors and switches write it.
Result<MacAddress> parseAnyMac(std::string_view text) {
    constexpr std::size_t digits = 12, firstDot = 4, secondDot = 9;
    std::string pairs(text);
    if (text.size() == digits + 2 && text[firstDot] == '.' && text[secondDot] == '.')
        std::erase(pairs, '.');
    if (pairs.size() != digits)
        return MacAddress::parse(text);
    for (std::size_t at = digits - 2; at > 0; at -= 2)
        pairs.insert(at, 1, ':');
    const auto mac = MacAddress::parse(pairs);
    return mac ? mac : MacAddress::parse(text); // the error has the text as it was typed
}

Change changeMac(std::string_view text) {
    const auto mac = parseAnyMac(text);
    if (!mac)
        return std::unexpected(mac.error());
    if (mac->isGroup())
        return wrong(ErrorKind::Invalid, text, "a device cannot have a group address (odd first octet)");
    return *mac;
}

Change changeOwner(std::string_view text) {
    if (isNone(text))
        return Owner{};
    return as<Owner>(userId(text));
}

Change changeGroup(std::string_view text) {
    if (isNone(text))
        return Group{};
    return as<Group>(groupId(text));
}

Change changeAlias(std::string_view text) {
    // Tools print it to terminals unescaped.
    const auto isControl = [](char each) { return (each >= 0 && each < ' ') || each == 0x7f; };
    if (std::ranges::any_of(text, isControl))
        return wrong(ErrorKind::Invalid, text, "an alias has no control characters");
    if (text.size() > longestAlias)
        return wrong(ErrorKind::OutOfRange, text, fmt::format("an alias has at most {} bytes", longestAlias));
    return Alias{std::string(text)};
}

Change changeBridge(std::string_view text) {
    if (isNone(text))
        return Bridge{};
    return as<Bridge>(InterfaceName::parse(text));
}

template <typename Wrapped>
Change changeAddress(std::string_view text) {
    return as<Wrapped>(parseInterfaceAddress(text));
}

/// The kernel accepts any octets, but names that cannot be passed to it or to a shell are useless.
template <typename Wrapped>
Change changeAlternativeName(std::string_view text) {
    const auto isOdd = [](char each) { return each <= ' ' || each > '~' || each == '/' || each == ':' || each == '%'; };
    if (text.empty() || text == "." || text == ".." || std::ranges::any_of(text, isOdd))
        return wrong(ErrorKind::Invalid, text, "it is not a valid alternative name",
                     "Take letters, digits and signs other than '/', ':' and '%'");
    if (text.size() > longestAlternativeName)
        return wrong(ErrorKind::OutOfRange, text,
                     fmt::format("an alternative name has at most {} bytes", longestAlternativeName));
    return Wrapped{std::string(text)};
}

Values oneOf(const auto& optional) {
    return optional ? Values{Value(std::in_place_type<std::uint32_t>, *optional)} : Values{};
}

Values allOf(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

const std::array settings = std::to_array<DeviceSetting>({
    {.key = "up",
     .title = marked("tapscope::DeviceSetting", "Up"),
     .help = "Whether the device is switched on",
     .type = Type::Switch,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return Values{device.isUp}; },
     .change = changeSwitch<LinkState>,
     .covers = covers<LinkState>},
    {.key = "mac",
     .title = marked("tapscope::DeviceSetting", "MAC"),
     .help = "MAC address, such as 02:42:0a:09:00:01",
     .type = Type::Mac,
     .has = isEthernet,
     .read = [](const DeviceInfo& device) { return device.mac ? Values{device.mac->text()} : Values{}; },
     .change = changeMac,
     .covers = covers<MacAddress>},
    {.key = "mtu",
     .title = marked("tapscope::DeviceSetting", "MTU"),
     .help = "Largest payload of a frame in bytes",
     .type = Type::Number,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return Values{device.mtu}; },
     .change = changeNumber<Mtu>,
     .covers = covers<Mtu>,
     .range = [](const DeviceInfo& device) { return DeviceSetting::Range{device.minimumMtu, device.maximumMtu}; }},
    {.key = "address",
     .title = marked("tapscope::DeviceSetting", "Addresses"),
     .help = "ADDRESS/PREFIX, or \"ADDRESS peer ADDRESS/PREFIX\", with \"broadcast\", \"label\", \"scope\", "
             "\"valid_lft\" and \"preferred_lft\" as for ip address",
     .type = Type::Address,
     .has = everyKind,
     .read =
         [](const DeviceInfo& device) {
             Values all;
             for (const auto& each : device.addresses)
                 all.emplace_back(wholeAddressText(each, device.name));
             return all;
         },
     .change = changeAddress<AddAddress>,
     .remove = changeAddress<RemoveAddress>,
     .covers = covers<AddAddress, RemoveAddress>,
     .plural = "addresses"},
    {.key = "persistent",
     .title = marked("tapscope::DeviceSetting", "Persistent"),
     .help = "Whether the device is kept when no program has it open",
     .type = Type::Switch,
     .has = hasDescriptor,
     .read = [](const DeviceInfo& device) { return Values{device.isPersistent}; },
     .change = changeSwitch<Persistence>,
     .covers = covers<Persistence>},
    {.key = "owner",
     .title = marked("tapscope::DeviceSetting", "Owner"),
     .help = "The user (name or id) who may open the device, or none",
     .type = Type::User,
     .has = hasDescriptor,
     .read = [](const DeviceInfo& device) { return oneOf(device.owner); },
     .change = changeOwner,
     .covers = covers<Owner>},
    {.key = "group",
     .title = marked("tapscope::DeviceSetting", "Group"),
     .help = "The group (name or id) whose members may open the device, or none",
     .type = Type::Group,
     .has = hasDescriptor,
     .read = [](const DeviceInfo& device) { return oneOf(device.group); },
     .change = changeGroup,
     .covers = covers<Group>},
    {.key = "bridge",
     .title = marked("tapscope::DeviceSetting", "Bridge"),
     .help = "The bridge that the device is a port of, or none",
     .type = Type::Device,
     .has = canBePort,
     .read = [](const DeviceInfo& device) { return device.bridge ? Values{device.bridge->text()} : Values{}; },
     .change = changeBridge,
     .covers = covers<Bridge>},
    {.key = "alias",
     .title = marked("tapscope::DeviceSetting", "Alias"),
     .help = "A free text about the device; empty for none",
     .type = Type::Text,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return device.alias.empty() ? Values{} : Values{device.alias}; },
     .change = changeAlias,
     .covers = covers<Alias>},
    {.key = "altname",
     .title = marked("tapscope::DeviceSetting", "Other names"),
     .help = "An additional name of up to 127 bytes",
     .type = Type::Name,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return allOf(device.alternativeNames); },
     .change = changeAlternativeName<AddAlternativeName>,
     .remove = changeAlternativeName<RemoveAlternativeName>,
     .covers = covers<AddAlternativeName, RemoveAlternativeName>,
     .isRare = true,
     .plural = "altnames"},
    {.key = "txqueuelen",
     .title = marked("tapscope::DeviceSetting", "Transmit queue"),
     .help = "Length of the transmit queue in frames",
     .type = Type::Number,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return Values{device.transmitQueueLength}; },
     .change = changeNumber<TransmitQueueLength>,
     .covers = covers<TransmitQueueLength>,
     .isRare = true},
    {.key = "promiscuous",
     .title = marked("tapscope::DeviceSetting", "Promiscuous"),
     .help = "Whether the device receives all frames, whatever their destination",
     .type = Type::Switch,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return Values{device.isPromiscuous}; },
     .change = changeSwitch<PromiscuousMode>,
     .covers = covers<PromiscuousMode>,
     .isRare = true},
    {.key = "carrier",
     .title = marked("tapscope::DeviceSetting", "Carrier"),
     .help = "Whether the device has carrier while a program has it open",
     .type = Type::Switch,
     .has = hasDescriptor,
     .read = [](const DeviceInfo& device) { return Values{device.hasCarrier}; },
     .change = changeSwitch<Carrier>,
     .covers = covers<Carrier>,
     .isRare = true},
    {.key = "vnet-hdr",
     .title = marked("tapscope::DeviceSetting", "virtio header"),
     .help = "Whether frames begin with a virtio_net_hdr for the program that opens it",
     .type = Type::Switch,
     .has = hasDescriptor,
     .read = [](const DeviceInfo& device) { return Values{device.hasVnetHeader}; },
     .change = changeSwitch<VnetHeader>,
     .covers = covers<VnetHeader>,
     .isRare = true},
    {.key = "packet-info",
     .title = marked("tapscope::DeviceSetting", "Packet info"),
     .help = "Whether frames begin with flags and a protocol number for the program that opens it",
     .type = Type::Switch,
     .has = hasDescriptor,
     .read = [](const DeviceInfo& device) { return Values{device.hasPacketInfo}; },
     .change = changeSwitch<PacketInfo>,
     .covers = covers<PacketInfo>,
     .isRare = true},
    {.key = "device-group",
     .title = marked("tapscope::DeviceSetting", "Device group"),
     .help = "The number of the device group that firewall rules and \"ip link set group\" refer to",
     .type = Type::Number,
     .has = everyKind,
     .read = [](const DeviceInfo& device) { return Values{device.deviceGroup}; },
     .change = changeNumber<DeviceGroup>,
     .covers = covers<DeviceGroup>,
     .isRare = true},
});

/// The order in which changes are made; 0 is first.
int turnOf(const DeviceChange& change) {
    if (const auto* state = std::get_if<LinkState>(&change))
        return *state == LinkState::Down ? 0 : 3;
    return covers<RemoveAddress, RemoveAlternativeName>(change) ? 1 : 2;
}

} // namespace

std::span<const DeviceSetting> deviceSettings() noexcept {
    return settings;
}

Result<const DeviceSetting*> findDeviceSetting(std::string_view key) {
    const auto* found = std::ranges::find(settings, key, &DeviceSetting::key);
    if (found != settings.end())
        return found;
    std::string keys;
    for (const auto& each : settings)
        keys += fmt::format("{}{}", keys.empty() ? "" : ", ", each.key);
    return failure(ErrorKind::NotFound, "find the setting", fmt::format("\"{}\"", key), "there is no such setting",
                   "There are " + keys);
}

const DeviceSetting& settingOf(const DeviceChange& change) noexcept {
    return *std::ranges::find_if(settings, [&](const DeviceSetting& each) { return each.covers(change); });
}

std::string textOf(const DeviceSetting& setting, const Value& value) {
    if (const auto* isOn = std::get_if<bool>(&value))
        return *isOn ? "on" : "off";
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    const std::uint32_t number = std::get<std::uint32_t>(value);
    if (setting.type == Type::User)
        return userName(number);
    return setting.type == Type::Group ? groupName(number) : std::to_string(number);
}

void putInOrder(std::vector<DeviceChange>& changes) {
    std::ranges::stable_sort(changes, {}, turnOf);
}

} // namespace tapscope
