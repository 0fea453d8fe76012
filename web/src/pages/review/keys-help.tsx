import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The keys of the queue; `queue.tsx` gives them their meaning. */
const KEYS = [
  [['J'], 'keyNext'],
  [['K'], 'keyBefore'],
  [['Space'], 'keyPlay'],
  [['C'], 'keyConfirm'],
  [['D'], 'keyDismiss'],
  [['U'], 'keyUndo'],
  [['A'], 'keyAssignMe'],
  [['Shift', 'A'], 'keyAssign'],
  [['M'], 'keyWhose'],
  [['?'], 'keyHelp'],
] as const;

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('review.keys')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Table>
        <Table.Tbody>
          {KEYS.map(([keys, name]) => (
            <Table.Tr key={name}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`review.${name}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
