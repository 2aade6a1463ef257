#include "injector_words.h"

#include "habits.h"
#include "setting_words.h"

#include <capture/forwarder.h>
#include <capture/source_opener.h>
#include <net/device_names.h>
#include <plugin/create_injector.h>

#include <sstream>
#include <utility>

namespace tapscope::cli {
namespace {

/// The name of a device that was named by an alternative name; what is not there (yet) keeps its name.
std::string mainName(const std::string& name, const SourceOpener& opener) {
    if (!SourceCatalog::isDevice(name))
        return name;
    auto placed = PlacedName::parse(name);
    const auto devices = opener.devicesAt(placed.place);
    const auto device = devices ? deviceNamed(**devices, placed.device) : std::unexpected(devices.error());
    if (!device)
        return name;
    placed.device = device->text();
    return placed.text();
}

} // namespace

Result<ChosenInjector> ChosenInjector::make(const PluginHost& host, const std::string& id,
                                            const std::vector<std::string>& words) {
    const InjectorFactory* factory = host.findInjector(id);
    if (factory == nullptr) {
        std::string known;
        for (const auto* each : host.injectors())
            known += (known.empty() ? "" : ", ") + std::string(each->id());
        const auto hint = hintForInjector(id);
        return failure(ErrorKind::NotFound, "use the injector", id, "there is no such plugin",
                       hint.empty() ? "There are: " + known : hint);
    }
    auto values = parseSettingWords(words);
    if (!values)
        return std::unexpected(values.error());
    auto settings = factory->schema().check(*values);
    if (!settings)
        return std::unexpected(settings.error());
    return ChosenInjector{.factory = factory,
                          .values = std::move(*values),
                          .settings = std::move(*settings),
                          .isForwarder = factory == host.injectorFor(QString::fromLatin1(forwarder::role))};
}

Result<ChosenInjector> ChosenInjector::parse(const PluginHost& host, const std::string& text) {
    std::istringstream stream(text);
    std::string id, word;
    stream >> id;
    std::vector<std::string> words;
    while (stream >> word)
        words.push_back(word);
    return make(host, id, words);
}

std::vector<std::string> ChosenInjector::otherDevices() const {
    return isForwarder ? settings.texts(forwarder::otherDevice) : std::vector<std::string>();
}

void ChosenInjector::nameOtherDevices(const SourceOpener& opener) {
    const auto other = values.find(forwarder::otherDevice);
    if (!isForwarder || other == values.end())
        return;
    for (std::string& name : other->second)
        name = mainName(name, opener);
    if (auto checked = factory->schema().check(values))
        settings = std::move(*checked);
}

Result<std::unique_ptr<Injector>> ChosenInjector::create(const InjectionTarget& target) const {
    return createInjector(*factory, settings, target);
}

} // namespace tapscope::cli
