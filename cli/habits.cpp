#include "habits.h"

#include <array>

namespace tapscope::cli {
namespace {

struct Habit {
    std::string_view verb, option, hint;
};

constexpr std::array habits = {
    Habit{"read", "-z", "Statistics: tapscope-cli stats FILE KIND, with the same kinds"},
    Habit{"read", "-S", "There is no separator of packets; -T json and -T fields are for programs"},
    Habit{"read", "-i", "To capture: tapscope-cli capture NAME"},
    Habit{"read", "-a", "To stop a capture: tapscope-cli capture NAME -a duration:10; to read less: -c NUMBER"},
    Habit{"read", "-b", "A ring of files belongs to a capture: tapscope-cli capture NAME -b files:5 -b filesize:1000"},
    Habit{"read", "-G", "tapscope-cli plugins lists the decoders"},
    Habit{"read", "-o", "There are no preferences; decode other ports with -d udp.port==5000,rtp"},
    Habit{"read", "-K", "Kerberos keys are not used"},
    Habit{"read", "-X", "Scripts: --script FILE"},
    Habit{"read", "-C", "There are no profiles"},
    Habit{"read", "-A", "For the text of payloads: -x shows bytes and text"},
    Habit{"read", "-e", "Ethernet addresses: -T fields -e eth.src -e eth.dst, or -V"},
    Habit{"read", "-v", "All fields: -V"},
    Habit{"read", "-vv", "All fields: -V"},
    Habit{"read", "-tt", "Seconds since 1970: -t e"},
    Habit{"read", "-ttt", "Seconds since the frame before: -t d"},
    Habit{"read", "-tttt", "Date and time: -t ad"},
    Habit{"read", "-X", "Bytes and text: -x"},
    Habit{"read", "-XX", "Bytes and text: -x"},
    Habit{"read", "-nn", "Names are never looked up; nothing is needed"},
    Habit{"read", "-S", "Absolute numbers: -T fields -e tcp.seq_raw"},
    Habit{"read", "-j", "Some layers only: -T json -e FIELD, or -O PROTOCOLS"},
    Habit{"read", "-J", "Some layers only: -T json -e FIELD, or -O PROTOCOLS"},
    Habit{"read", "-g", "Files are readable for all unless umask(1) says otherwise"},
    Habit{"capture", "-Y",
          "Field filters are for reading: tapscope-cli read FILE -Y FILTER; to capture less: -f FILTER"},
    Habit{"capture", "-R",
          "Field filters are for reading: tapscope-cli read FILE -Y FILTER; to capture less: -f FILTER"},
    Habit{"capture", "-V", "To see fields: tapscope-cli capture NAME -w - | tapscope-cli read - -V"},
    Habit{"capture", "-T", "To print otherwise: tapscope-cli capture NAME -w - | tapscope-cli read - -T json"},
    Habit{"capture", "-x", "To see bytes: tapscope-cli capture NAME -w - | tapscope-cli read - -x"},
    Habit{"capture", "-X", "To see bytes: tapscope-cli capture NAME -w - | tapscope-cli read - -x"},
    Habit{"capture", "-D", "tapscope-cli devices lists the devices"},
    Habit{"capture", "-L", "TAPs and vETHs carry Ethernet frames, TUNs IP packets"},
    Habit{"capture", "-y", "TAPs and vETHs carry Ethernet frames, TUNs IP packets"},
    Habit{"capture", "-I", "TAPs have no monitor mode of radios; to watch another program's TAP: --mode monitor"},
    Habit{"capture", "-P", "Files are pcapng always; for pcap: tapscope-cli export FILE -F pcap -w NEW"},
    Habit{"capture", "-C", "A ring of files: -b filesize:KB -b files:NUMBER"},
    Habit{"capture", "-W", "A ring of files: -b filesize:KB -b files:NUMBER"},
    Habit{"capture", "-G", "A ring of files: -b duration:SECONDS -b files:NUMBER"},
    Habit{"capture", "-z", "tapscope-cli has no command after rotation"},
    Habit{"capture", "-Z", "It has no other user's rights than yours to drop"},
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
    Habit{"inject", "--topspeed", "Flat out: speed=top"},
    Habit{"inject", "-t", "Flat out: speed=top"},
    Habit{"inject", "--pps", "Frames a second: pps=NUMBER"},
    Habit{"inject", "-p", "Frames a second: pps=NUMBER"},
    Habit{"inject", "--mbps", "Megabits a second: mbps=NUMBER"},
    Habit{"inject", "-M", "Megabits a second: mbps=NUMBER"},
    Habit{"inject", "--multiplier", "A multiple of the recorded speed: speed=NUMBER"},
    Habit{"inject", "-x", "A multiple of the recorded speed: speed=NUMBER"},
    Habit{"inject", "--maxsleep", "The longest wait between frames: max-wait=SECONDS"},
    Habit{"inject", "--limit", "So many frames: -a packets:NUMBER"},
    Habit{"inject", "-L", "So many frames: -a packets:NUMBER"},
    Habit{"inject", "--duration", "So long: -a duration:SECONDS"},
    Habit{"inject", "--include", "Some frames: range=1-100 or filter=FILTER"},
    Habit{"inject", "-r", "The file is a setting: file=FILE"},
    Habit{"inject", "--enet-dmac", "Another destination: destination-mac=MAC"},
    Habit{"inject", "--enet-smac", "Another source: source-mac=MAC"},
    Habit{"inject", "--pnat", "Other addresses: map=OLD=NEW"},
    Habit{"inject", "--srcipmap", "Other addresses: map=OLD=NEW"},
    Habit{"inject", "--dstipmap", "Other addresses: map=OLD=NEW"},
    Habit{"inject", "--enet-vlan", "VLAN tags: vlan=ID, or vlan=none to take them off"},
    Habit{"inject", "--fixcsum", "Checksums are put right: checksums=correct"},
};

} // namespace

std::string hintFor(std::string_view verb, std::string_view option) {
    const std::string_view name = option.substr(0, option.find('='));
    for (const auto& habit : habits) {
        if (habit.verb == verb && habit.option == name)
            return std::string(habit.hint);
    }
    return {};
}

} // namespace tapscope::cli
