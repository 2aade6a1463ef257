#include <net/address_change.h>
#include <net/device_configuration.h>
#include <net/device_names.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace tapscope {
namespace {

/// The changes that set() has to make.
struct Changes {
    std::vector<DeviceChange> changes;
    std::optional<NetworkNamespace> target;
};

Result<Changes> plan(std::span<const SettingText> words) {
    Changes plan;
    for (const SettingText& word : words) {
        if (word.key == "netns") {
            auto found = NetworkNamespace::find(word.value);
            if (!found)
                return std::unexpected(found.error());
            plan.target = std::move(*found);
            continue;
        }
        auto change = parseDeviceChange(word);
        if (!change)
            return std::unexpected(change.error());
        plan.changes.push_back(std::move(*change));
    }
    putInOrder(plan.changes);
    return plan;
}

class LocalConfiguration final : public DeviceConfiguration {
public:
    explicit LocalConfiguration(std::shared_ptr<DeviceControl> control) : control_(std::move(control)) {}

    Result<std::vector<DeviceInfo>> list() override { return control_->list(); }

    Result<std::vector<InterfaceName>> create(std::span<const SettingText> words) override {
        const auto wish = parseNewDevice(words);
        if (!wish)
            return std::unexpected(wish.error());
        auto made = makeDevice(*control_, *wish);
        if (!made)
            return std::unexpected(made.error());
        std::vector<InterfaceName> names{made->name};
        if (made->peer)
            names.push_back(*made->peer);
        return names;
    }

    Result<void> set(const std::string& device, std::span<const SettingText> words) override {
        const auto name = deviceNamed(*control_, device);
        if (!name)
            return std::unexpected(name.error());
        const auto changes = plan(words);
        if (!changes)
            return std::unexpected(changes.error());
        if (auto exists = control_->info(*name); !exists)
            return std::unexpected(exists.error());
        for (const auto& change : changes->changes) {
            if (auto done = changeAlone(*control_, *name, change); !done)
                return done;
        }
        return changes->target ? control_->moveToNamespace(*name, *changes->target) : Result<void>{};
    }

    Result<void> destroy(const std::string& device) override {
        const auto name = deviceNamed(*control_, device);
        return name ? control_->destroy(*name) : std::unexpected(name.error());
    }

private:
    std::shared_ptr<DeviceControl> control_;
};

} // namespace

std::shared_ptr<DeviceConfiguration> deviceConfiguration(std::shared_ptr<DeviceControl> control) {
    return std::make_shared<LocalConfiguration>(std::move(control));
}

const DeviceInfo* findDevice(std::span<const DeviceInfo> devices, std::string_view name) noexcept {
    const auto isNamed = [&](const DeviceInfo& each) {
        return each.name.text() == name ||
               std::ranges::find(each.alternativeNames, name) != each.alternativeNames.end();
    };
    const auto found = std::ranges::find_if(devices, isNamed);
    return found == devices.end() ? nullptr : &*found;
}

} // namespace tapscope
