#include "replay_options.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace tapscope {
namespace {

std::optional<std::uint64_t> numberOf(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Result<void> takeVlan(const std::string& word, Rewriting& rewriting) {
    if (word.empty())
        return {};
    if (word == "none") {
        rewriting.vlan = Rewriting::Vlan::Remove;
        return {};
    }
    constexpr std::uint64_t largest = 4094;
    const auto id = numberOf(word);
    if (!id || *id > largest)
        return failure(ErrorKind::Invalid, "set vlan to", word, "it is not a VLAN", "Write 0 to 4094, or none");
    rewriting.vlan = Rewriting::Vlan::Set;
    rewriting.vlanId = static_cast<std::uint16_t>(*id);
    return {};
}

Result<ReplayPace> paceOf(const Settings& settings) {
    constexpr double bitsPerMegabit = 1e6;
    if (settings.has("pps") && settings.has("mbps"))
        return failure(ErrorKind::Invalid, "set", "pps and mbps", "both set the sending rate", "Give one");
    if (settings.has("pps"))
        return ReplayPace{ReplayPace::Kind::Frames, settings.real("pps")};
    if (settings.has("mbps"))
        return ReplayPace{ReplayPace::Kind::Bits, settings.real("mbps") * bitsPerMegabit};
    if (settings.text("speed") == "top")
        return ReplayPace{ReplayPace::Kind::Top, 1};
    return ReplayPace{ReplayPace::Kind::Recorded, settings.real("speed")};
}

} // namespace

Result<FrameRange> FrameRange::parse(std::string_view text) {
    FrameRange range;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        const std::string_view part = text.substr(start, end - start);
        const auto dash = part.find('-');
        const auto first = dash == 0 ? std::optional<std::uint64_t>(1) : numberOf(part.substr(0, dash));
        const auto last = dash == std::string_view::npos        ? first
                          : dash + 1 == part.size() && dash > 0 ? std::numeric_limits<std::uint64_t>::max()
                                                                : numberOf(part.substr(dash + 1));
        if (!first || !last || *first == 0 || *last < *first)
            return failure(ErrorKind::Invalid, "use the range", text, "\"" + std::string(part) + "\" is not a range",
                           "Write frame numbers and ranges separated by commas, such as 1-100,250,400-");
        range.parts_.push_back({*first, *last});
        start = end + 1;
    }
    return range;
}

bool FrameRange::has(std::uint64_t number) const noexcept {
    return parts_.empty() || std::ranges::any_of(parts_, [number](const Part& part) {
               return number >= part.first && number <= part.last;
           });
}

bool FrameRange::endsBefore(std::uint64_t number) const noexcept {
    return !parts_.empty() && std::ranges::all_of(parts_, [number](const Part& part) { return part.last < number; });
}

const SettingsSchema& replaySchema() {
    static const SettingsSchema settings({
        {.key = "file",
         .title = "Capture file",
         .type = SettingType::File,
         .help = "A pcap or pcapng file",
         .required = true},
        {.key = "loop",
         .title = "Rounds",
         .type = SettingType::Integer,
         .defaultValue = "1",
         .help = "How many times the file is sent; 0 sends until stopped",
         .minimum = 0,
         .maximum = 1e9},
        {.key = "speed",
         .title = "Speed",
         .type = SettingType::Real,
         .defaultValue = "1",
         .help = "1 is as recorded, 2 twice as fast, top as fast as possible",
         .minimum = 0.001,
         .maximum = 1e6,
         .specialWords = {"top"}},
        {.key = "pps",
         .title = "Frames per second",
         .type = SettingType::Real,
         .help = "Sends at a steady rate instead of the recorded times",
         .minimum = 0.001,
         .maximum = 1e8,
         .unit = "frames/s"},
        {.key = "mbps",
         .title = "Megabits per second",
         .type = SettingType::Real,
         .help = "Sends at a steady rate instead of the recorded times",
         .minimum = 0.001,
         .maximum = 1e6,
         .unit = "Mbit/s"},
        {.key = "max-wait",
         .title = "Longest wait",
         .type = SettingType::Real,
         .help = "Longer gaps between recorded frames are shortened to this",
         .minimum = 0,
         .maximum = 1e9,
         .unit = "s"},
        {.key = "filter",
         .title = "Capture filter",
         .type = SettingType::Text,
         .help = "Sends only frames that match, such as udp port 53; see pcap-filter(7)"},
        {.key = "range",
         .title = "Frames",
         .type = SettingType::Text,
         .help = "Sends only these frames, such as 1-100,250,400-"},
        {.key = "interface",
         .title = "Interface",
         .type = SettingType::Text,
         .help = "Sends only frames of this interface of the file: its name, or its number from 0"},
        {.key = "source-mac", .title = "Source MAC", .type = SettingType::MacAddress, .help = "Set in every frame"},
        {.key = "destination-mac",
         .title = "Destination MAC",
         .type = SettingType::MacAddress,
         .help = "Set in every frame"},
        {.key = "vlan",
         .title = "VLAN",
         .type = SettingType::Text,
         .help = "The identifier of the outermost VLAN tag, which is added if missing; none removes all tags"},
        {.key = "map",
         .title = "Map",
         .type = SettingType::Text,
         .help = "OLD=NEW replaces an address, prefix, MAC address or port, such as 10.9.0.0/24=10.1.0.0/24; "
                 "checksums follow",
         .repeatable = true},
        {.key = "checksums",
         .title = "Checksums",
         .type = SettingType::Choice,
         .defaultValue = "keep",
         .help = "correct recomputes those of IPv4, TCP, UDP and ICMP",
         .choices = {"keep", "correct"}},
    });
    return settings;
}

Result<ReplayOptions> ReplayOptions::from(const Settings& settings) {
    ReplayOptions options{.file = settings.text("file"),
                          .rounds = static_cast<std::uint64_t>(settings.integer("loop")),
                          .filter = settings.text("filter"),
                          .interface = settings.text("interface")};
    auto pace = paceOf(settings);
    if (!pace)
        return std::unexpected(pace.error());
    options.pace = *pace;
    if (settings.has("max-wait"))
        options.longestWait = std::chrono::duration_cast<std::chrono::nanoseconds>(
            std::chrono::duration<double>(settings.real("max-wait")));
    auto range = FrameRange::parse(settings.text("range"));
    if (!range)
        return std::unexpected(range.error());
    options.range = std::move(*range);
    // The schema has validated both.
    if (settings.has("source-mac"))
        options.rewriting.sourceMac = *MacAddress::parse(settings.text("source-mac"));
    if (settings.has("destination-mac"))
        options.rewriting.destinationMac = *MacAddress::parse(settings.text("destination-mac"));
    if (auto vlan = takeVlan(settings.text("vlan"), options.rewriting); !vlan)
        return std::unexpected(vlan.error());
    for (const auto& word : settings.texts("map")) {
        auto mapping = parseMapping(word);
        if (!mapping)
            return std::unexpected(mapping.error());
        options.rewriting.mappings.push_back(*mapping);
    }
    options.rewriting.correctsChecksums = settings.text("checksums") == "correct";
    return options;
}

} // namespace tapscope
