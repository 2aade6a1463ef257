#include "verb.h"

#include <net/interface.h>
#include <net/user_name.h>

#include <fmt/format.h>

#include <memory>

namespace tapscope::cli {
namespace {

struct CreateWords {
    std::string name, owner;
    std::optional<std::uint32_t> mtu;
    std::vector<std::string> addresses;
    bool up = false;
};

Result<void> configure(const InterfaceName& name, const CreateWords& words, const std::vector<IpPrefix>& addresses) {
    if (words.mtu) {
        if (auto set = setMtu(name, *words.mtu); !set)
            return set;
    }
    for (const auto& prefix : addresses) {
        if (auto added = addAddress(name, {.prefix = prefix}); !added)
            return added;
    }
    return words.up ? setState(name, LinkState::Up) : Result<void>{};
}

Result<void> create(const CreateWords& words) {
    // All words are read before anything is made.
    TapOptions options{.persistence = Persistence::Kept};
    if (!words.owner.empty()) {
        auto owner = userId(words.owner);
        if (!owner)
            return std::unexpected(owner.error());
        options.owner = *owner;
    }
    std::vector<IpPrefix> addresses;
    for (const auto& text : words.addresses) {
        auto prefix = IpPrefix::parse(text);
        if (!prefix)
            return std::unexpected(prefix.error());
        addresses.push_back(*prefix);
    }
    std::optional<InterfaceName> wanted;
    if (!words.name.empty()) {
        auto name = InterfaceName::parse(words.name);
        if (!name)
            return std::unexpected(name.error());
        wanted = *name;
    }
    auto device = wanted ? TapDevice::createNamed(*wanted, options) : TapDevice::createUnique(options);
    if (!device)
        return std::unexpected(device.error());
    if (auto done = configure(device->name(), words, addresses); !done) {
        static_cast<void>(device->setPersistence(Persistence::Dropped)); // nothing half-made stays
        return done;
    }
    fmt::print("{}\n", device->name().text());
    return {};
}

} // namespace

void addCreateVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<CreateWords>();
    auto* verb = app.add_subcommand("create", "Make a persistent TAP and print its name");
    verb->add_option("NAME", words->name, "Its name; the first free of tap0, tap1, … without one");
    verb->add_option("--owner", words->owner, "A user (name or id) who may open it");
    verb->add_option("--mtu", words->mtu, "Largest payload of a frame, in bytes");
    verb->add_option("--address", words->addresses, "ADDRESS/PREFIX, may come several times")->allow_extra_args(false);
    verb->add_flag("--up", words->up, "Switch it on");
    verb->callback([words, &chosen] { chosen = [words] { return create(*words); }; });
}

} // namespace tapscope::cli
