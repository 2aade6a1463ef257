#include "style_sheet.h"

#include "theme.h"

namespace tapscope {
namespace {

constexpr QLatin1String rules(R"(
QMainWindow, QDialog { background: @background; }
QMenuBar { background: @pane; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: @selection; }
QMenu { background: @pane; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @ink; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 0; }
QToolBar { background: @pane; border: none; border-bottom: 1px solid @line; border-top: 1px solid @line; spacing: 4px; padding: 4px 8px; }
QToolBar::separator { width: 1px; background: @line; margin: 4px 6px; }
QToolButton { border: none; border-radius: 4px; padding: 4px 8px; }
QToolButton:hover, QToolButton:checked { background: @selection; }
QToolButton:focus { border: 1px solid @accent; }
QTabBar::tab:focus { background: @selection; }
QToolButton:disabled { color: @muted; }
QStatusBar { background: @pane; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QSplitter::handle { background: @line; }
QHeaderView { background: @pane; }
QHeaderView::section { background: @pane; color: @muted; border: none; border-bottom: 1px solid @line; padding: 5px 8px; font-weight: 600; }
QLineEdit, QPlainTextEdit { background: @background; border: 1px solid @line; border-radius: 4px; padding: 4px 6px; selection-background-color: @accent; selection-color: @accentInk; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: @accent; }
QLineEdit[refused="true"], QPlainTextEdit[refused="true"] { border-color: @error; }
QComboBox, QAbstractSpinBox { background: @background; border: 1px solid @line; border-radius: 4px; padding: 2px 6px; selection-background-color: @accent; selection-color: @accentInk; }
QComboBox:focus, QAbstractSpinBox:focus { border-color: @accent; }
QComboBox:disabled, QAbstractSpinBox:disabled, QLineEdit:disabled { color: @muted; }
QComboBox:!editable { padding-left: 8px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 20px; border: none; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow { image: url(:/icons/chevron-down-muted.svg); width: 10px; height: 10px; }
QAbstractSpinBox::up-arrow { image: url(:/icons/chevron-up-muted.svg); width: 10px; height: 10px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 16px; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off { image: none; }
QPushButton { background: @pane; border: 1px solid @line; border-radius: 4px; padding: 5px 12px; }
QToolButton[role="button"] { background: @pane; border: 1px solid @line; padding: 5px 8px; }
QPushButton:hover, QToolButton[role="button"]:hover:enabled { background: @selection; }
QPushButton:focus, QToolButton[role="button"]:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; }
QPushButton[role="primary"] { background: @accent; color: @accentInk; border-color: @accent; }
QPushButton[role="primary"]:focus { border: 2px solid @ink; }
QPushButton[role="primary"]:disabled { background: @line; color: @muted; border-color: @line; }
QPushButton[role="danger"] { color: @error; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @muted; border-radius: 7px; background: @background; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid @accent; background: @accentInk; }
QRadioButton:focus { color: @accent; }
QCheckBox::indicator, QTableView::indicator, QTreeView::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 3px; background: @background; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/check-on-accent.svg); }
QCheckBox::indicator:disabled { border-color: @line; }
QTreeView#completions { border: 1px solid @line; padding: 4px; }
QTreeView#completions::item { padding: 2px 4px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTabWidget::pane { border: none; border-top: 1px solid @line; background: @pane; }
QTabBar { background: @pane; }
QTabBar::tab { background: @pane; color: @muted; padding: 7px 14px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @ink; border-bottom-color: @accent; }
QTreeView, QListView, QTableView { background: @pane; border: 1px solid transparent; outline: none; }
QTreeView:focus, QListView:focus, QTableView:focus { border: 1px solid @accent; }
QTreeView::item { padding: 2px 0; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @selection; color: @ink; }
QToolTip { background: @pane; color: @ink; border: 1px solid @line; padding: 4px; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="title"] { font-weight: 600; color: @muted; }
QLabel[role="error"] { color: @error; }
QLabel[role="reason"], QLabel[role="caution"] { background: @pane; color: @error; border: 1px solid @error; border-radius: 4px; padding: 4px 8px; }
QLabel[role="caution"] { color: @warning; border-color: @warning; }
QLabel[role="heading"] { font-size: @headingSizepx; font-weight: 600; }
*[fixed="true"] { font-family: "@fixedFamily"; font-size: @fixedSizepx; }
QWidget[role="pane"] { background: @pane; }
QWidget[role="bar"] { background: @selection; border-bottom: 1px solid @line; }
QProgressBar { border: 1px solid @line; border-radius: 4px; background: @background; color: @ink; text-align: center; max-height: 14px; }
QProgressBar::chunk { background: @selection; border-right: 2px solid @accent; }
QScrollBar:vertical { background: @pane; width: 12px; margin: 0; }
QScrollBar:horizontal { background: @pane; height: 12px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
)");

} // namespace

QString styleSheet(const Colours& colours, const QFont& fixedFont) {
    QString sheet = rules;
    sheet.replace(QLatin1String("@fixedFamily"), QString(fixedFont.family()).remove(QLatin1Char('"')));
    sheet.replace(QLatin1String("@fixedSize"), QString::number(fixedFont.pixelSize()));
    constexpr int headingSteps = 4; // how many pixels larger headings are than bytes
    sheet.replace(QLatin1String("@headingSize"), QString::number(fixedFont.pixelSize() + headingSteps));
    // Longer names first: @accentInk begins like @accent.
    const std::initializer_list<std::pair<QLatin1String, QColor>> names = {
        {QLatin1String("@accentInk"), colours.accentInk},
        {QLatin1String("@accent"), colours.accent},
        {QLatin1String("@background"), colours.background},
        {QLatin1String("@pane"), colours.pane},
        {QLatin1String("@line"), colours.line},
        {QLatin1String("@ink"), colours.ink},
        {QLatin1String("@muted"), colours.muted},
        {QLatin1String("@selection"), colours.selection},
        {QLatin1String("@warning"), colours.warning},
        {QLatin1String("@error"), colours.error}};
    for (const auto& [name, colour] : names)
        sheet.replace(name, colour.name());
    return sheet;
}

} // namespace tapscope
