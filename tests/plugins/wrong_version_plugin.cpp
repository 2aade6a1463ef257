#include <plugin/plugin.h>

#include <QObject>

class WrongVersionPlugin final : public QObject, public tapscope::Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_NAME "0123456789abcdef libstdc++ 1 Qt 6.0" FILE "wrong_version_plugin.json")
    Q_INTERFACES(tapscope::Plugin)
};

#include "wrong_version_plugin.moc"
