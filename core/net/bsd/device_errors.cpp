#include <net/bsd/device_errors.h>

#include <fmt/core.h>

#include <cerrno>

namespace tapscope::bsd {

std::string_view missingRight(const SystemTraits& traits) noexcept {
    if (traits.system == BsdSystem::FreeBsd || traits.system == BsdSystem::DragonFly)
        return "Run it as root. sysctl net.link.tap.user_open=1 lets users who may read and write /dev/tapN open a "
               "device that root has created";
    return "Run it as root. Users who may read and write /dev/tapN can open a device that root has created";
}

std::unexpected<Error> refused(const Kernel& kernel, int code, std::string_view action, const InterfaceName& name,
                               std::string_view hint) {
    if (code == ENXIO) // these kernels return it for an interface that does not exist
        return std::unexpected(Error{ErrorKind::NotFound, code, std::string(action), name.text(),
                                     "there is no such device", std::string(hint)});
    if (hint.empty() && (code == EPERM || code == EACCES))
        hint = missingRight(kernel.traits);
    return systemError(code, action, name.text(), hint);
}

std::unexpected<Error> unsupported(const Kernel& kernel, std::string_view action, const InterfaceName& name,
                                   std::string_view what, std::string_view hint) {
    return failure(ErrorKind::Unsupported, action, name.text(), fmt::format("{} has no {}", kernel.traits.name, what),
                   hint);
}

} // namespace tapscope::bsd
