#include "preferences_dialog.h"

#include "../session/recordings.h"
#include "../theme/theme.h"
#include "recordings_place.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tapscope {

PreferencesDialog::PreferencesDialog(Theme& theme, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferencesDialog"));
    setMinimumWidth(480);
    auto* colours = new QComboBox;
    colours->setObjectName(QStringLiteral("colours"));
    colours->addItems({tr("Same as the system"), tr("Light"), tr("Dark")});
    colours->setCurrentIndex(static_cast<int>(theme.choice()));
    auto* size = new QComboBox;
    size->setObjectName(QStringLiteral("zoom"));
    for (int steps = Theme::smallestZoom; steps <= Theme::largestZoom; ++steps)
        size->addItem(tr("%L1 %").arg(std::lround(100 * std::pow(Theme::zoomStep, steps))), steps);
    size->setCurrentIndex(size->findData(theme.zoom()));
    auto* fixed = new QComboBox;
    fixed->setObjectName(QStringLiteral("fixedFont"));
    fixed->addItem(tr("Same as the system"), QString());
    for (const QString& family : QFontDatabase::families()) {
        if (QFontDatabase::isFixedPitch(family))
            fixed->addItem(family, family);
    }
    const QString family = QSettings().value(QStringLiteral("fixedFont")).toString();
    fixed->setCurrentIndex(std::max(0, fixed->findData(family)));
    auto* place = new RecordingsPlace(theme);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Colours"), colours);
    form->addRow(tr("&Text"), size);
    form->addRow(tr("&Bytes and filters"), fixed);
    form->addRow(tr("&Unsaved captures"), place);
    auto* buttons = new QDialogButtonBox;
    auto* keep = buttons->addButton(tr("&OK"), QDialogButtonBox::AcceptRole);
    keep->setProperty("role", "primary");
    keep->setDefault(true);
    buttons->addButton(tr("Ca&ncel"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(colours, &QComboBox::currentIndexChanged, this,
            [&theme](int choice) { theme.choose(static_cast<Theme::Choice>(choice)); });
    connect(size, &QComboBox::currentIndexChanged, this,
            [&theme, size] { theme.setZoom(size->currentData().toInt()); });
    connect(fixed, &QComboBox::currentIndexChanged, this,
            [&theme, fixed] { theme.setFixedFamily(fixed->currentData().toString()); });
    const auto update = [place, keep] { keep->setEnabled(place->folder().has_value()); };
    connect(place, &RecordingsPlace::examined, keep, update);
    update();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [colours, place] {
        QSettings().setValue(QStringLiteral("theme"), colours->currentIndex());
        chooseRecordingsFolder(place->folder().value_or(chosenRecordingsFolder()));
    });
    connect(this, &QDialog::rejected, this, [&theme, choice = theme.choice(), zoom = theme.zoom(), family] {
        theme.choose(choice);
        theme.setZoom(zoom);
        theme.setFixedFamily(family);
    });
}

} // namespace tapscope
