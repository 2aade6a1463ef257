#include <fmt/core.h>
#include <remote/device_coding.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>

namespace tapscope::serve {
namespace {

std::string text(bool value) {
    return value ? "on" : "off";
}
std::string text(std::unsigned_integral auto number) {
    return std::to_string(number);
}
std::string text(const std::string& value) {
    return value;
}
std::string text(const MacAddress& mac) {
    return mac.text();
}
std::string text(const InterfaceName& name) {
    return name.text();
}
std::string text(DeviceKind kind) {
    return std::string(kindWord(kind));
}
/// "192.0.2.1/24 0 4294967295 4294967295 192.0.2.255 192.0.2.9 tap0:1": scope, lifetimes, broadcast, peer, label; "-"
/// for absent values.
std::string text(const InterfaceAddress& address) {
    const auto orNone = [](const std::optional<IpAddress>& each) { return each ? each->text() : std::string("-"); };
    return fmt::format("{} {} {} {} {} {} {}", address.prefix.text(), address.scope, address.validSeconds,
                       address.preferredSeconds, orNone(address.broadcast), orNone(address.peer), address.label);
}

bool read(std::string_view word, bool& value) {
    value = word == "on";
    return value || word == "off";
}
bool read(std::string_view word, std::unsigned_integral auto& number) {
    const auto [stop, code] = std::from_chars(word.data(), word.data() + word.size(), number);
    return code == std::errc() && stop == word.data() + word.size();
}
bool read(std::string_view word, std::string& value) {
    value = word;
    return true;
}
template <typename Value>
bool readParsed(Result<Value> parsed, Value& value) {
    if (parsed)
        value = std::move(*parsed);
    return parsed.has_value();
}
bool read(std::string_view word, MacAddress& mac) {
    return readParsed(MacAddress::parse(word), mac);
}
bool read(std::string_view word, InterfaceName& name) {
    return readParsed(InterfaceName::parse(word), name);
}
bool read(std::string_view word, DeviceKind& kind) {
    for (const DeviceKind each : {DeviceKind::Tap, DeviceKind::Tun, DeviceKind::Veth, DeviceKind::Bridge}) {
        if (word == kindWord(each)) {
            kind = each;
            return true;
        }
    }
    return false;
}
bool read(std::string_view word, IpPrefix& prefix) {
    return readParsed(IpPrefix::parse(word), prefix);
}
bool readOrNone(std::string_view word, std::optional<IpAddress>& address) {
    return word == "-" || readParsed(IpAddress::parse(word), address.emplace());
}
bool read(std::string_view word, InterfaceAddress& address) {
    const auto piece = [&word] {
        const auto end = word.find(' ');
        const auto first = word.substr(0, end);
        word.remove_prefix(end == std::string_view::npos ? word.size() : end + 1);
        return first;
    };
    return read(piece(), address.prefix) && read(piece(), address.scope) && read(piece(), address.validSeconds) &&
           read(piece(), address.preferredSeconds) && readOrNone(piece(), address.broadcast) &&
           readOrNone(piece(), address.peer) && read(word, address.label);
}

/// A value that may be absent (no word) or a list (several words).
template <typename Value>
void write(SettingTexts& words, std::string_view key, const Value& value) {
    words.push_back({std::string(key), text(value)});
}
template <typename Value>
void write(SettingTexts& words, std::string_view key, const std::optional<Value>& value) {
    if (value)
        write(words, key, *value);
}
template <typename Value>
void write(SettingTexts& words, std::string_view key, const std::vector<Value>& values) {
    for (const Value& each : values)
        write(words, key, each);
}

template <typename Value>
bool readMember(std::string_view word, Value& value) {
    return read(word, value);
}
bool readMember(std::string_view word, std::optional<InterfaceName>& value) {
    auto name = InterfaceName::parse(word);
    if (name)
        value = std::move(*name);
    return name.has_value();
}
template <typename Value>
bool readMember(std::string_view word, std::optional<Value>& value) {
    return read(word, value.emplace());
}
template <typename Value>
bool readMember(std::string_view word, std::vector<Value>& values) {
    return read(word, values.emplace_back());
}

struct Member {
    std::string_view key;
    void (*write)(SettingTexts&, std::string_view key, const DeviceInfo&);
    bool (*read)(std::string_view word, DeviceInfo&);
};

/// The member that a pointer refers to: one of the device, or one of its counters.
template <auto member>
constexpr Member memberOf(std::string_view key) {
    return {key,
            [](SettingTexts& words, std::string_view name, const DeviceInfo& info) {
                if constexpr (requires { info.*member; })
                    write(words, name, info.*member);
                else
                    write(words, name, info.counters.*member);
            },
            [](std::string_view word, DeviceInfo& info) {
                if constexpr (requires { info.*member; })
                    return readMember(word, info.*member);
                else
                    return readMember(word, info.counters.*member);
            }};
}

constexpr auto members = std::to_array<Member>({
    memberOf<&DeviceInfo::name>("name"),
    memberOf<&DeviceInfo::index>("index"),
    memberOf<&DeviceInfo::kind>("kind"),
    memberOf<&DeviceInfo::isUp>("up"),
    memberOf<&DeviceInfo::hasCarrier>("carrier"),
    memberOf<&DeviceInfo::isPersistent>("persistent"),
    memberOf<&DeviceInfo::isMultiQueue>("multi-queue"),
    memberOf<&DeviceInfo::openQueues>("open-queues"),
    memberOf<&DeviceInfo::hasVnetHeader>("vnet-hdr"),
    memberOf<&DeviceInfo::hasPacketInfo>("packet-info"),
    memberOf<&DeviceInfo::mtu>("mtu"),
    memberOf<&DeviceInfo::minimumMtu>("minimum-mtu"),
    memberOf<&DeviceInfo::maximumMtu>("maximum-mtu"),
    memberOf<&DeviceInfo::transmitQueueLength>("txqueuelen"),
    memberOf<&DeviceInfo::mac>("mac"),
    memberOf<&DeviceInfo::alternativeNames>("altname"),
    memberOf<&DeviceInfo::alias>("alias"),
    memberOf<&DeviceInfo::isPromiscuous>("promiscuous"),
    memberOf<&DeviceInfo::promiscuity>("promiscuity"),
    memberOf<&DeviceInfo::deviceGroup>("device-group"),
    memberOf<&DeviceInfo::bridge>("bridge"),
    memberOf<&DeviceInfo::peer>("peer"),
    memberOf<&DeviceInfo::owner>("owner"),
    memberOf<&DeviceInfo::group>("group"),
    memberOf<&DeviceInfo::addresses>("address"),
    memberOf<&InterfaceCounters::receivedFrames>("received-frames"),
    memberOf<&InterfaceCounters::receivedBytes>("received-bytes"),
    memberOf<&InterfaceCounters::receiveDropped>("receive-dropped"),
    memberOf<&InterfaceCounters::sentFrames>("sent-frames"),
    memberOf<&InterfaceCounters::sentBytes>("sent-bytes"),
    memberOf<&InterfaceCounters::sendDropped>("send-dropped"),
});

std::unexpected<Error> malformed(std::string_view what) {
    return failure(ErrorKind::Damaged, "read", "a device of another machine", what);
}

} // namespace

SettingTexts wordsOf(const DeviceInfo& info) {
    SettingTexts words;
    for (const Member& member : members)
        member.write(words, member.key, info);
    return words;
}

Result<DeviceInfo> deviceOf(const SettingTexts& words) {
    const auto name = std::ranges::find(words, "name", &SettingText::key);
    if (name == words.end())
        return malformed("its name is missing");
    auto parsed = InterfaceName::parse(name->value);
    if (!parsed)
        return std::unexpected(parsed.error());
    DeviceInfo info(std::move(*parsed));
    for (const SettingText& word : words) {
        const auto member = std::ranges::find(members, word.key, &Member::key);
        if (member != members.end() && !member->read(word.value, info))
            return malformed("its " + word.key + " is malformed");
    }
    return info;
}

} // namespace tapscope::serve
