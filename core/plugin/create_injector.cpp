#include <plugin/create_injector.h>

#include <exception>

namespace tapscope {

Result<std::unique_ptr<Injector>> createInjector(const InjectorFactory& factory, const Settings& settings,
                                                 const InjectionTarget& target) {
    const auto failed = [&](std::string_view what) {
        return failure(ErrorKind::System, "start", std::string(factory.id()), what, "The plugin is at fault");
    };
    try {
        auto made = factory.create(settings, target);
        if (made && *made == nullptr)
            return failed("it returned no injector");
        return made;
    } catch (const std::exception& fault) {
        return failed(fault.what());
    } catch (...) {
        return failed("it failed");
    }
}

} // namespace tapscope
