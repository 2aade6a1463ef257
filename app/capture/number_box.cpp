#include "number_box.h"

#include <QCoreApplication>
#include <QSpinBox>

namespace tapscope {
QString bytesUnit(int count) {
    return QCoreApplication::translate("tapscope::CaptureOptionsDialog", " byte(s)", nullptr, count);
}
QString secondsUnit(int count) {
    return QCoreApplication::translate("tapscope::CaptureOptionsDialog", " second(s)", nullptr, count);
}
QString framesUnit(int count) {
    return QCoreApplication::translate("tapscope::CaptureOptionsDialog", " frame(s)", nullptr, count);
}
QString filesUnit(int count) {
    return QCoreApplication::translate("tapscope::CaptureOptionsDialog", " file(s)", nullptr, count);
}
QString mebibytesUnit(int) {
    return QCoreApplication::translate("tapscope::CaptureOptionsDialog", " MiB");
}
QString megabytesUnit(int) {
    return QCoreApplication::translate("tapscope::CaptureOptionsDialog", " MB");
}

QSpinBox* numberBox(int minimum, int maximum, int value, Unit unit, const QString& special) {
    auto* box = new QSpinBox;
    box->setRange(minimum, maximum);
    box->setValue(value);
    box->setSuffix(unit(value));
    box->setSpecialValueText(special);
    QObject::connect(box, &QSpinBox::valueChanged, box, [box, unit](int count) { box->setSuffix(unit(count)); });
    return box;
}

} // namespace tapscope
