#include "preferences_dialog.h"

#include "../capture/number_box.h"
#include "../capture/ring_form.h"
#include "../frames/list_header.h"
#include "../session/recordings.h"
#include "../theme/theme.h"
#include "columns_page.h"
#include "recordings_place.h"

#include <capture/recording_buffer.h>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace tapscope {
namespace {

constexpr int mebi = 20; // as a shift in bits

QFormLayout* pageForm(QWidget& page) {
    auto* form = new QFormLayout(&page);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(8);
    return form;
}

} // namespace

PreferencesDialog::PreferencesDialog(Theme& theme, const ListHeader& header, const DecoderRegistry& registry,
                                     QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferencesDialog"));
    setMinimumWidth(520);
    auto* buttons = new QDialogButtonBox;
    auto* keep = buttons->addButton(tr("&OK"), QDialogButtonBox::AcceptRole);
    keep->setProperty("role", "primary");
    keep->setDefault(true);
    buttons->addButton(tr("Ca&ncel"), QDialogButtonBox::RejectRole);
    auto* pages = new QTabWidget;
    pages->setObjectName(QStringLiteral("preferencePages"));
    pages->addTab(makeAppearance(theme), tr("A&ppearance"));
    pages->addTab(makeColumns(header, registry), tr("&List"));
    pages->addTab(makeCaptures(theme, *keep), tr("C&aptures"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(pages);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget* PreferencesDialog::makeAppearance(Theme& theme) {
    auto* page = new QWidget;
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
    auto* form = pageForm(*page);
    form->addRow(tr("&Colours"), colours);
    form->addRow(tr("&Text"), size);
    form->addRow(tr("&Bytes and filters"), fixed);
    connect(colours, &QComboBox::currentIndexChanged, this,
            [&theme](int choice) { theme.choose(static_cast<Theme::Choice>(choice)); });
    connect(size, &QComboBox::currentIndexChanged, this,
            [&theme, size] { theme.setZoom(size->currentData().toInt()); });
    connect(fixed, &QComboBox::currentIndexChanged, this,
            [&theme, fixed] { theme.setFixedFamily(fixed->currentData().toString()); });
    connect(this, &QDialog::accepted, colours,
            [colours] { QSettings().setValue(QStringLiteral("theme"), colours->currentIndex()); });
    connect(this, &QDialog::rejected, this, [&theme, choice = theme.choice(), zoom = theme.zoom(), family] {
        theme.choose(choice);
        theme.setZoom(zoom);
        theme.setFixedFamily(family);
    });
    return page;
}

QWidget* PreferencesDialog::makeColumns(const ListHeader& header, const DecoderRegistry& registry) {
    auto* page = new ColumnsPage(header, registry);
    connect(this, &QDialog::accepted, page, [this, page, before = page->columns()] {
        if (const ListColumns after = page->columns(); after != before)
            emit columnsChosen(after);
    });
    return page;
}

QWidget* PreferencesDialog::makeCaptures(const Theme& theme, QPushButton& keep) {
    auto* page = new QWidget;
    auto* place = new RecordingsPlace(theme);
    auto* form = pageForm(*page);
    form->addRow(tr("&Unsaved captures"), place);
    auto* buffer = numberBox(smallestRecordingBuffer, largestRecordingBuffer,
                             static_cast<int>(recordingBuffer() >> mebi), mebibytesUnit);
    buffer->setObjectName(QStringLiteral("recordingBuffer"));
    buffer->setToolTip(tr("Memory for captured frames that wait for a slow or full disk; when it is full, frames are "
                          "not recorded"));
    form->addRow(tr("Bu&ffer for the disk"), buffer);
    auto* about = new QLabel(tr("A capture to a named file begins with this ring of files:"));
    about->setProperty("role", "muted");
    form->addRow(about);
    auto* ring = new RingForm(*form, *page);
    ring->show(preferredRing());
    const auto update = [place, &keep] { keep.setEnabled(place->folder().has_value()); };
    connect(place, &RecordingsPlace::examined, &keep, update);
    update();
    connect(this, &QDialog::accepted, page, [place, buffer, ring] {
        setRecordingBuffer(static_cast<std::size_t>(buffer->value()) << mebi);
        chooseRecordingsFolder(place->folder().value_or(chosenRecordingsFolder()));
        setPreferredRing(ring->ring());
    });
    return page;
}

} // namespace tapscope
