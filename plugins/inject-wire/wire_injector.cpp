#include "wire_injector.h"

#include "wire.h"

namespace tapscope {

std::string_view WireFactory::summary() const noexcept {
    return "connects two devices: frames that come out of one go into the other";
}

const SettingsSchema& WireFactory::schema() const noexcept {
    static const SettingsSchema settings({
        {.key = "to", .title = "Other device", .help = "The other end, with the same link type", .required = true},
        {.key = "direction",
         .title = "Direction",
         .type = SettingType::Choice,
         .defaultValue = "both",
         .help = "forth: to the other device only; back: from it only",
         .choices = {"both", "forth", "back"}},
        {.key = "queue",
         .title = "Queue",
         .type = SettingType::Integer,
         .defaultValue = "1000",
         .help = "Frames that wait while a device accepts no more; further ones are dropped",
         .minimum = 0,
         .maximum = 100'000,
         .unit = "frames"},
    });
    return settings;
}

Result<std::unique_ptr<Injector>> WireFactory::create(const Settings& settings, const InjectionTarget& target) const {
    const std::string& other = settings.text("to");
    if (other == target.deviceName)
        return failure(ErrorKind::Invalid, "put a wire between", other, "both ends are the same device",
                       "Name another device");
    const std::string& direction = settings.text("direction");
    return std::make_unique<Wire>(Wire::Ends{.first = target.port,
                                             .names = {target.deviceName, other},
                                             .way = direction == "forth"  ? Wire::Way::Forth
                                                    : direction == "back" ? Wire::Way::Back
                                                                          : Wire::Way::Both,
                                             .queue = static_cast<std::size_t>(settings.integer("queue"))},
                                  target.log);
}

} // namespace tapscope
