#include "habits.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace tapscope::cli {
namespace {

struct Habit {
    std::string_view verb, option, hint;
};

struct Program {
    std::string_view name, hint;
};

constexpr std::array programs = {
    Program{"tshark", "To read: tapscope-cli read FILE; to capture: tapscope-cli capture NAME"},
    Program{"tcpdump", "To read: tapscope-cli read FILE; to capture: tapscope-cli capture NAME"},
    Program{"dumpcap", "To capture: tapscope-cli capture NAME -w FILE"},
    Program{"capinfos", "What a capture has: tapscope-cli stats FILE summary"},
    Program{"mergecap", "To merge: tapscope-cli merge FILE... -w NEW"},
    Program{"editcap", "Some frames: tapscope-cli export FILE -F pcapng -w NEW --frames 1-100; several files: split"},
    Program{"text2pcap", "The window imports dumps: File > Import hex dump"},
    Program{"tcpreplay", "To replay: tapscope-cli inject NAME replay file=FILE"},
    Program{"tcprewrite", "To change frames while they are sent: tapscope-cli inject replay --help"},
};

/// Whether a word is the option `letter`, alone, with its value (-rFILE) or after flags (-nnr).
bool isOption(std::string_view word, char letter) {
    constexpr std::string_view flags = "nNqlxXVpPeAvSU";
    if (!word.starts_with('-') || word.starts_with("--"))
        return false;
    const auto place = word.find_first_not_of(flags, 1);
    return place != std::string_view::npos && word[place] == letter;
}

constexpr std::string_view noPreferences = "There are no preferences; decode other ports with -d udp.port==5000,rtp";
constexpr std::string_view keysOfFile =
    "Keys go into the capture: tapscope-cli export FILE -F pcapng -w NEW --keys KEYLOG. Wireshark, and the window's "
    "Wireshark tab, decrypt with them";

constexpr std::array habits = {
    Habit{"read", "-P", "A file and lines are two commands: read FILE -w NEW, then read FILE"},
    Habit{"read", "-W", "Reading stops after some frames with -c NUMBER; split FILE makes several files"},
    Habit{"read", "-D", "tapscope-cli devices lists the devices"},
    Habit{"read", "-L", "TAPs and vETHs carry Ethernet frames, TUNs IP packets"},
    Habit{"read", "-z", "Statistics: tapscope-cli stats FILE KIND, with the same kinds"},
    Habit{"read", "-i", "To capture: tapscope-cli capture NAME"},
    Habit{"read", "-a", "To stop a capture: tapscope-cli capture NAME -a duration:10; to read less: -c NUMBER"},
    Habit{"read", "-b", "A ring of files belongs to a capture: tapscope-cli capture NAME -b files:5 -b filesize:1000"},
    Habit{"read", "-G", "tapscope-cli plugins lists the decoders"},
    Habit{"read", "-o", noPreferences},
    Habit{"read", "-K", "Kerberos keys are not used"},
    Habit{"read", "-X", "Bytes and text: -x; scripts: --script FILE"},
    Habit{"read", "-C", "There are no profiles"},
    Habit{"read", "-A", "For the text of payloads: -x shows bytes and text"},
    Habit{"read", "-e", "Ethernet addresses: -T fields -e eth.src -e eth.dst, or -V"},
    Habit{"read", "-v", "All fields: -V"},
    Habit{"read", "-vv", "All fields: -V"},
    Habit{"read", "-XX", "Bytes and text: -x"},
    Habit{"read", "-S", "Absolute numbers: -T fields -e tcp.seq_raw"},
    Habit{"read", "-j", "Only some layers: -T json -e FIELD, or -O PROTOCOLS"},
    Habit{"read", "-J", "Only some layers: -T json -e FIELD, or -O PROTOCOLS"},
    Habit{"read", "-g", "Files can be read by all unless umask(1) forbids it"},
    Habit{"capture", "-Y",
          "Field filters are for reading: tapscope-cli read FILE -Y FILTER; to capture less: -f FILTER"},
    Habit{"capture", "-R",
          "Field filters are for reading: tapscope-cli read FILE -Y FILTER; to capture less: -f FILTER"},
    Habit{"capture", "-V", "To see fields: tapscope-cli capture NAME -w - | tapscope-cli read - -V"},
    Habit{"capture", "-T", "For another format: tapscope-cli capture NAME -w - | tapscope-cli read - -T json"},
    Habit{"capture", "-x", "To see bytes: tapscope-cli capture NAME -w - | tapscope-cli read - -x"},
    Habit{"capture", "-X", "To see bytes: tapscope-cli capture NAME -w - | tapscope-cli read - -x"},
    Habit{"capture", "-D", "tapscope-cli devices lists the devices"},
    Habit{"capture", "-L", "TAPs and vETHs carry Ethernet frames, TUNs IP packets"},
    Habit{"capture", "-y", "TAPs and vETHs carry Ethernet frames, TUNs IP packets"},
    Habit{"capture", "-I", "TAPs have no Wi-Fi monitor mode; to watch another program's TAP: --mode monitor"},
    Habit{"capture", "-P", "Files are always pcapng; for pcap: tapscope-cli export FILE -F pcap -w NEW"},
    Habit{"capture", "-C", "A ring of files: -b filesize:KB -b files:NUMBER"},
    Habit{"capture", "-W", "A ring of files: -b filesize:KB -b files:NUMBER"},
    Habit{"capture", "-G", "A ring of files: -b duration:SECONDS -b files:NUMBER"},
    Habit{"capture", "-B",
          "The kernel's buffer for a monitored device: --set buffer=MIB, from 2 to 4096 (dumpcap's -B is in MiB, "
          "tcpdump's in KiB); the memory in which frames wait for the disk: --buffer MIB"},
    Habit{"capture", "-o", noPreferences},
    Habit{"capture", "-t", "For other times: tapscope-cli capture NAME -w - | tapscope-cli read - -t ad"},
    Habit{"capture", "-d", "To decode as: tapscope-cli capture NAME -w - | tapscope-cli read - -d udp.port==5000,rtp"},
    Habit{"capture", "-O", "To see fields: tapscope-cli capture NAME -w - | tapscope-cli read - -O ip"},
    Habit{"capture", "-r", "To read a file: tapscope-cli read FILE"},
    Habit{"capture", "-N", "Names are for reading: tapscope-cli read FILE -N mnt"},
    Habit{"capture", "-2", "Reassembly is for reading: tapscope-cli read FILE -2"},
    Habit{"capture", "-M", "To see counts while it runs: tapscope-cli stats, or the window"},
    Habit{"capture", "-S", "To see counters of devices: tapscope-cli devices --json"},
    Habit{"capture", "-g", "Files can be read by all unless umask(1) forbids it"},
    Habit{"capture", "--time-stamp-precision", "Times are always in nanoseconds"},
    Habit{"capture", "--immediate-mode", "Frames are always written at once"},
    Habit{"read", "--time-stamp-precision", "Times always have nanoseconds: -t e"},
    Habit{"capture", "-z", "tapscope-cli runs no command after a rotation"},
    Habit{"capture", "-Z", "It runs with your own rights, so there are none to drop"},
    Habit{"capture", "-e", "To see addresses: tapscope-cli read FILE -V"},
    Habit{"capture", "-v", "To see fields: tapscope-cli read FILE -V"},
    Habit{"capture", "-A", "To see bytes: tapscope-cli read FILE -x"},
    Habit{"export", "--inject-secrets", "Keys: --keys FILE"},
    Habit{"export", "--capture-comment", "A comment on the file: --comment TEXT"},
    Habit{"export", "-r", "Some frames: tapscope-cli read FILE -Y FILTER -w NEW"},
    Habit{"export", "-T", "The format: -F pcap, pcapng, csv or text"},
    Habit{"inject", "--intf1", "The device is the first word: tapscope-cli inject NAME replay file=FILE"},
    Habit{"inject", "-i", "The device is the first word: tapscope-cli inject NAME replay file=FILE"},
    Habit{"inject", "--loop", "Rounds: loop=NUMBER, 0 for endless"},
    Habit{"inject", "-l", "Rounds: loop=NUMBER, 0 for endless"},
    Habit{"inject", "--topspeed", "As fast as possible: speed=top"},
    Habit{"inject", "-t", "As fast as possible: speed=top"},
    Habit{"inject", "--pps", "Frames per second: pps=NUMBER"},
    Habit{"inject", "-p", "Frames per second: pps=NUMBER"},
    Habit{"inject", "--mbps", "Megabits per second: mbps=NUMBER"},
    Habit{"inject", "-M", "Megabits per second: mbps=NUMBER"},
    Habit{"inject", "--multiplier", "A multiple of the recorded speed: speed=NUMBER"},
    Habit{"inject", "-x", "A multiple of the recorded speed: speed=NUMBER"},
    Habit{"inject", "--maxsleep", "The longest wait between frames: max-wait=SECONDS"},
    Habit{"inject", "--limit", "A number of frames: -a packets:NUMBER"},
    Habit{"inject", "-L", "A number of frames: -a packets:NUMBER"},
    Habit{"inject", "--duration", "A limit of time: -a duration:SECONDS"},
    Habit{"inject", "--include", "Some frames: range=1-100 or filter=FILTER"},
    Habit{"inject", "-r", "The file is a setting: file=FILE"},
    Habit{"inject", "--enet-dmac", "Another destination: destination-mac=MAC"},
    Habit{"inject", "--enet-smac", "Another source: source-mac=MAC"},
    Habit{"inject", "--pnat", "Other addresses: map=OLD=NEW"},
    Habit{"inject", "--srcipmap", "Other addresses: map=OLD=NEW"},
    Habit{"inject", "--dstipmap", "Other addresses: map=OLD=NEW"},
    Habit{"inject", "--enet-vlan", "VLAN tags: vlan=ID, or vlan=none to remove them"},
    Habit{"inject", "--fixcsum", "Correct checksums: checksums=correct"},
};

} // namespace

void insertVerb(std::vector<std::string>& words) {
    std::size_t first = 0; // behind the options that precede a verb
    while (first < words.size() && words[first].starts_with("--") && words[first] != "--")
        first += words[first] == "--netns" || words[first] == "--without" ? 2 : 1;
    if (first >= words.size() || !words[first].starts_with('-'))
        return;
    const auto begin = words.begin() + static_cast<std::ptrdiff_t>(first);
    const auto has = [&](char letter) {
        return std::any_of(begin, words.end(), [&](const std::string& word) { return isOption(word, letter); });
    };
    if (*begin == "-D")
        *begin = "devices";
    else if (has('r'))
        words.insert(begin, "read");
    else if (has('i'))
        words.insert(begin, "capture");
}

std::string hintForVerb(std::string_view word) {
    for (const auto& program : programs) {
        if (program.name == word)
            return std::string(program.hint);
    }
    if (!word.starts_with('-'))
        return {};
    const std::string hint = hintFor("read", word);
    return hint.empty() ? "An option follows a verb, or -r FILE or -i NAME" : hint;
}

std::string hintFor(std::string_view verb, std::string_view option, std::span<const std::string> line) {
    const auto isOfKeys = [](std::string_view word) {
        return word.find("tls.keylog_file") != word.npos || word.find("ssl.keylog_file") != word.npos ||
               word.find("wg.keylog_file") != word.npos;
    };
    if (std::ranges::any_of(line, isOfKeys))
        return std::string(keysOfFile);
    const auto hintOf = [verb](std::string_view name) {
        const auto habit =
            std::ranges::find_if(habits, [&](const Habit& each) { return each.verb == verb && each.option == name; });
        return habit != habits.end() ? std::string(habit->hint) : std::string();
    };
    auto hint = hintOf(option.substr(0, option.find('=')));
    if (constexpr std::size_t letter = 2; hint.empty() && option.size() > letter && !option.starts_with("--"))
        hint = hintOf(option.substr(0, letter)); // with its value: -B4
    if (hint.empty() && !option.starts_with('-') && (verb == "read" || verb == "capture"))
        hint = "A filter is an option: -f for one of pcap-filter(7), -Y for fields";
    return hint;
}

std::string hintForInjector(const std::string& word) {
    std::error_code failed;
    return std::filesystem::is_regular_file(word, failed) ? "To replay a file: inject NAME replay file=" + word
                                                          : std::string();
}

} // namespace tapscope::cli
