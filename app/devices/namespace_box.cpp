#include "namespace_box.h"

#include <net/network_namespace.h>

#include <QLineEdit>
#include <QStringList>

#include <memory>

namespace tapscope {

NamespaceBox::NamespaceBox(DeviceService& service, const QString& placeholder, QWidget* parent) : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setAccessibleName(tr("Namespace"));
    setObjectName(QStringLiteral("namespace"));
    lineEdit()->setPlaceholderText(placeholder);
    auto names = std::make_shared<QStringList>();
    service.request(
        this,
        [names](DeviceControl&) -> Result<void> {
            for (const auto& name : NetworkNamespace::names())
                *names << QString::fromStdString(name);
            return {};
        },
        [this, names](const Result<void>&) {
            const QString typed = currentText();
            addItems(*names);
            setCurrentIndex(-1);
            setEditText(typed);
        });
}

} // namespace tapscope
